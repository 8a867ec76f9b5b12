//! What goes wrong and what is noted, in the languages of readers.
//!
//! Keyed by the English wording, which is how the program writes it wherever that happens: `{}` stands for what the
//! message is about. A message without an entry stays English; those of rule authors do.

/// A message in English, Indonesian and Chinese.
pub type Message = (&'static str, &'static str, &'static str);

/// Every message that agents meet. A longer one stands before one that would match its words too.
pub const PROBLEMS: &[Message] = &[
    // Labels and kinds of things.
    ("error: {}", "galat: {}", "错误：{}"),
    ("  help: {}", "  bantuan: {}", "  帮助：{}"),
    ("note: {}", "catatan: {}", "注意：{}"),
    ("symptom", "gejala", "症状"),
    ("cause", "penyebab", "原因"),
    ("fact", "fakta", "事实"),
    ("definition", "definisi", "定义"),
    ("term", "istilah", "术语"),
    ("pack", "paket", "规则包"),
    // Names that mean nothing, or too much.
    (
        "`{}` is neither a cause nor a symptom",
        "`{}` bukan penyebab dan bukan gejala",
        "`{}` 既不是原因也不是症状",
    ),
    (
        "`{}` is a {}, neither a cause nor a symptom",
        "`{}` adalah {}, bukan penyebab dan bukan gejala",
        "`{}` 是{}，既不是原因也不是症状",
    ),
    ("`{}` is a {}, no symptom", "`{}` adalah {}, bukan gejala", "`{}` 是{}，不是症状"),
    ("`{}` is a {} of several packs", "`{}` adalah {} di beberapa paket", "多个规则包都有名为 `{}` 的{}"),
    ("no {} is called `{}`", "tidak ada {} bernama `{}`", "没有名为 `{2}` 的{1}"),
    ("no pack is named `{}`", "tidak ada paket bernama `{}`", "没有名为 `{}` 的规则包"),
    ("nothing is called `{}`", "tidak ada yang bernama `{}`", "没有任何内容名为 `{}`"),
    (
        "`{}` is in none of the packs that `--pack` names",
        "`{}` tidak ada di paket yang disebut `--pack`",
        "`--pack` 指定的规则包中没有 `{}`",
    ),
    (
        "`{}` is of {}, and `--pack` lets only {} take part",
        "`{}` milik {}, sedangkan `--pack` hanya mengikutkan {}",
        "`{}` 属于 {}，而 `--pack` 只让 {} 参与",
    ),
    (
        "`{}` means nothing to `{}`: no day changes what it shows",
        "`{}` tidak berarti untuk `{}`: hari apa pun tidak mengubah hasilnya",
        "`{}` 对 `{}` 没有意义：日期不影响其内容",
    ),
    (
        "`{}` means nothing to `completions`: they hold the ids of all packs",
        "`{}` tidak berarti untuk `completions`: isinya id dari semua paket",
        "`{}` 对 `completions` 没有意义：其中包含所有规则包的标识",
    ),
    (
        "`--text` explains a symptom, and `{}` is a {}",
        "`--text` menjelaskan gejala, sedangkan `{}` adalah {}",
        "`--text` 只能解释症状，而 `{}` 是{}",
    ),
    // Values.
    ("{} (fact `{}`)", "{} (fakta `{}`)", "{}（事实 `{}`）"),
    ("`{}` gives no value", "`{}` tidak memberi nilai", "`{}` 没有给出值"),
    ("`{}` is not among the declared values", "`{}` tidak termasuk nilai yang ada", "`{}` 不在可选的值之中"),
    ("`{}` is neither yes nor no", "`{}` bukan yes dan bukan no", "`{}` 既不是 yes 也不是 no"),
    ("`{}` is not a number", "`{}` bukan angka", "`{}` 不是数字"),
    (
        "`{}` is outside the declared range {} to {}",
        "`{}` di luar rentang {} sampai {}",
        "`{}` 超出范围 {} 到 {}",
    ),
    ("`{}` is not a date", "`{}` bukan tanggal", "`{}` 不是日期"),
    ("`{}` is not a day of the calendar", "`{}` tidak ada di kalender", "日历上没有 `{}` 这一天"),
    ("the text is empty", "teksnya kosong", "文字为空"),
    (
        "`{}` is accepted by none of the packs that declare `{}`",
        "`{}` tidak diterima oleh paket mana pun yang memiliki `{}`",
        "拥有 `{2}` 的规则包都不接受 `{1}`",
    ),
    ("`{}` and `{}` contradict each other", "`{}` dan `{}` saling bertentangan", "`{}` 与 `{}` 互相矛盾"),
    // Where text and files come from.
    (
        "standard input cannot be both the snapshot and the text",
        "masukan standar tidak bisa menjadi snapshot sekaligus teks",
        "标准输入不能既是快照又是文字",
    ),
    (
        "with `--ask` standard input holds the answers, so it cannot be the text too",
        "dengan `--ask` masukan standar berisi jawaban, jadi tidak bisa sekaligus menjadi teks",
        "使用 `--ask` 时标准输入用于回答，不能同时作为文字",
    ),
    ("`{}` means nothing without `{}`", "`{}` tidak berarti tanpa `{}`", "没有 `{2}` 时，`{1}` 没有意义"),
    ("add `{}`, or leave `{}` out", "tambahkan `{}`, atau hilangkan `{}`", "请加上 `{}`，或去掉 `{}`"),
    (
        "`{}` and `{}` do not go together",
        "`{}` dan `{}` tidak bisa dipakai bersama",
        "`{}` 和 `{}` 不能一起使用",
    ),
    ("`{}` is given twice", "`{}` diberikan dua kali", "`{}` 给了两次"),
    ("give it once", "berikan sekali saja", "请只给一次"),
    (
        "the reply is for the customer and the reasons are for you: run them one after the other",
        "balasan untuk pelanggan, alasan untuk Anda: jalankan satu per satu",
        "回复是给客户的，依据是给您的：请分两次运行",
    ),
    (
        "the reply is text to send as it is: leave `--format` out",
        "balasan adalah teks yang siap dikirim: hilangkan `--format`",
        "回复是可直接发送的文字：请去掉 `--format`",
    ),
    (
        "the reasons are a page to read: leave `--format` out; `--format json` alone holds all traces",
        "alasan adalah halaman untuk dibaca: hilangkan `--format`; `--format json` saja memuat semua jejak",
        "依据是供阅读的页面：请去掉 `--format`；单独用 `--format json` 可得到全部判定过程",
    ),
    ("leave one of them out", "hilangkan salah satunya", "请去掉其中一个"),
    (
        "leave `{}` or `{}` out, or run them one after the other",
        "hilangkan `{}` atau `{}`, atau jalankan satu per satu",
        "请去掉 `{}` 或 `{}`，或分两次运行",
    ),
    ("there is no folder `{}`", "tidak ada folder `{}`", "没有文件夹 `{}`"),
    (
        "line {} of the answers, `{}`, is no answer to `{}`",
        "baris {} dari jawaban, `{}`, bukan jawaban atas `{}`",
        "回答的第 {} 行 `{}` 不能回答 `{}`",
    ),
    (
        "note: {} more line of answers was not needed",
        "catatan: {} baris jawaban lagi tidak diperlukan",
        "注意：多出 {} 行回答，没有用到",
    ),
    (
        "note: {} more lines of answers were not needed",
        "catatan: {} baris jawaban lagi tidak diperlukan",
        "注意：多出 {} 行回答，没有用到",
    ),
    ("cannot read the snapshot `{}`: {}", "snapshot `{}` tidak dapat dibaca: {}", "无法读取快照 `{}`：{}"),
    ("cannot write the snapshot `{}`: {}", "snapshot `{}` tidak dapat ditulis: {}", "无法写入快照 `{}`：{}"),
    ("cannot read the template `{}`: {}", "templat `{}` tidak dapat dibaca: {}", "无法读取模板 `{}`：{}"),
    ("cannot read standard input: {}", "masukan standar tidak dapat dibaca: {}", "无法读取标准输入：{}"),
    ("cannot write the output: {}", "keluaran tidak dapat ditulis: {}", "无法写出结果：{}"),
    ("cannot write to the terminal: {}", "tidak dapat menulis ke terminal: {}", "无法写入终端：{}"),
    (
        "standard input is larger than 16 MiB",
        "masukan standar lebih besar dari 16 MiB",
        "标准输入超过 16 MiB",
    ),
    ("`-` stands beside other text", "`-` berada di samping teks lain", "`-` 与其他文字同时出现"),
    (
        "`{}` is there already and is no snapshot, so `--save-snapshot` leaves it alone",
        "`{}` sudah ada dan bukan snapshot, jadi `--save-snapshot` tidak mengubahnya",
        "`{}` 已存在且不是快照，`--save-snapshot` 不会改动它",
    ),
    (
        "`--save-snapshot` writes to a file, and `-` is none",
        "`--save-snapshot` menulis ke berkas, sedangkan `-` bukan berkas",
        "`--save-snapshot` 写入文件，而 `-` 不是文件",
    ),
    (
        "there is no terminal whose clipboard could be used",
        "tidak ada terminal yang papan klipnya dapat dipakai",
        "没有可以使用剪贴板的终端",
    ),
    (
        "a dumb terminal (TERM=dumb) has no clipboard",
        "terminal sederhana (TERM=dumb) tidak punya papan klip",
        "简易终端（TERM=dumb）没有剪贴板",
    ),
    ("No such file or directory (os error 2)", "berkas atau foldernya tidak ada", "没有这个文件或文件夹"),
    ("Permission denied (os error 13)", "tidak diizinkan", "没有权限"),
    ("Is a directory (os error 21)", "itu folder, bukan berkas", "这是文件夹，不是文件"),
    ("stream did not contain valid UTF-8", "isinya bukan UTF-8", "内容不是 UTF-8"),
    // Help.
    (
        "did you mean `{}`? its number differs",
        "apakah maksud Anda `{}`? angkanya berbeda",
        "您是不是要找 `{}`？数字不同",
    ),
    ("did you mean `{}`? {}", "apakah maksud Anda `{}`? {}", "您是不是要找 `{}`？{}"),
    ("did you mean `{}`?", "apakah maksud Anda `{}`?", "您是不是要找 `{}`？"),
    ("did you mean {}?", "apakah maksud Anda {}?", "您是不是要找 {}？"),
    ("`{}` or {}", "`{}` atau {}", "`{}` 或 {}"),
    ("there are: {}", "yang ada: {}", "可选：{}"),
    ("write one of: {}", "tulis salah satu dari: {}", "请写其中之一：{}"),
    ("write a list of: {}", "tulis daftar dari: {}", "请写由以下内容组成的列表：{}"),
    ("{} and {} more", "{} dan {} lagi", "{} 等，另有 {} 个"),
    (
        "write `yes` or `no` (`true` and `false` mean the same)",
        "tulis `yes` atau `no` (`true` dan `false` sama artinya)",
        "请写 `yes` 或 `no`（`true` 和 `false` 意思相同）",
    ),
    ("write a number from {} to {}", "tulis angka dari {} sampai {}", "请写 {} 到 {} 之间的数字"),
    (
        "write a number such as `5` or `0.5`",
        "tulis angka seperti `5` atau `0.5`",
        "请写数字，例如 `5` 或 `0.5`",
    ),
    (
        "write a day as year-month-day, such as `2025-10-10`",
        "tulis tanggal sebagai tahun-bulan-hari, misalnya `2025-10-10`",
        "请按 年-月-日 写日期，例如 `2025-10-10`",
    ),
    ("write a text", "tulis teks", "请写文字"),
    ("that month has {} days", "bulan itu punya {} hari", "该月有 {} 天"),
    (
        "write FACT=VALUE, such as `user.roles=employee`",
        "tulis FAKTA=NILAI, misalnya `user.roles=employee`",
        "请写 事实=值，例如 `user.roles=employee`",
    ),
    (
        "`casebook list` names all causes and symptoms",
        "`casebook list` menampilkan semua penyebab dan gejala",
        "`casebook list` 列出所有原因和症状",
    ),
    (
        "write the name of a {}, in full `pack/name`",
        "tulis nama {}, lengkapnya `paket/nama`",
        "请写{}的名称，完整形式为 `规则包/名称`",
    ),
    ("for `{}` {}", "untuk `{}` {}", "对于 `{}`，{}"),
    (
        "give a fact once; the members of a set stand together, separated by commas",
        "beri setiap fakta sekali saja; anggota himpunan ditulis bersama, dipisahkan koma",
        "每个事实只给一次；集合的成员写在一起，用逗号隔开",
    ),
    (
        "`casebook explain {}` tells of it; `--set {}=VALUE` gives it",
        "`casebook explain {}` menjelaskannya; `--set {}=NILAI` memberikannya",
        "`casebook explain {}` 有说明；用 `--set {}=值` 提供",
    ),
    (
        "`casebook explain {}` tells of it",
        "`casebook explain {}` menjelaskannya",
        "`casebook explain {}` 有说明",
    ),
    (
        "`casebook list {}` finds ids by their titles",
        "`casebook list {}` mencari id menurut judulnya",
        "`casebook list {}` 按标题查找标识",
    ),
    ("it stands in another one: `{}`", "adanya di paket lain: `{}`", "它在另一个规则包中：`{}`"),
    (
        "leave out `{}`, or add `--pack` with its name",
        "hilangkan `{}`, atau tambahkan `--pack` dengan nama paketnya",
        "去掉 `{}`，或用 `--pack` 加上它的规则包",
    ),
    ("leave it out", "hilangkan saja", "请去掉它"),
    (
        "put the text into the snapshot, as `text`",
        "masukkan teksnya ke dalam snapshot sebagai `text`",
        "请把文字写进快照的 `text`",
    ),
    (
        "give the text as an argument or in a `--snapshot` file, such as: {}",
        "beri teksnya sebagai argumen atau dalam berkas `--snapshot`, misalnya: {}",
        "请把文字作为参数给出，或写在 `--snapshot` 文件中，例如：{}",
    ),
    (
        "give either the text or `-` for standard input",
        "beri teksnya, atau `-` untuk masukan standar",
        "请给出文字，或用 `-` 表示标准输入",
    ),
    ("give the text as an argument instead", "beri teksnya sebagai argumen", "请改为把文字作为参数给出"),
    ("give one ticket at a time", "beri satu tiket setiap kali", "每次只给一张工单"),
    (
        "name a YAML or JSON file in UTF-8",
        "sebutkan berkas YAML atau JSON dalam UTF-8",
        "请指定 UTF-8 编码的 YAML 或 JSON 文件",
    ),
    (
        "name a YAML file in UTF-8 with `greeting` and `closing`",
        "sebutkan berkas YAML dalam UTF-8 yang berisi `greeting` dan `closing`",
        "请指定 UTF-8 编码、包含 `greeting` 和 `closing` 的 YAML 文件",
    ),
    ("name another file, such as `{}`", "sebutkan berkas lain, misalnya `{}`", "请换一个文件，例如 `{}`"),
    ("name a file, such as `{}`", "sebutkan berkas, misalnya `{}`", "请指定文件，例如 `{}`"),
    (
        "name a file in a folder that exists",
        "sebutkan berkas di folder yang ada",
        "请指定位于已有文件夹中的文件",
    ),
    (
        "name a symptom, or use `casebook diagnose --why ID TEXT` for a cause",
        "sebutkan gejala, atau pakai `casebook diagnose --why ID TEKS` untuk penyebab",
        "请指定症状；对于原因，请用 `casebook diagnose --why ID 文字`",
    ),
    (
        "leave `--copy` out, and copy by hand or through a program such as `pbcopy` or `wl-copy`",
        "hilangkan `--copy`, lalu salin sendiri atau lewat program seperti `pbcopy` atau `wl-copy`",
        "去掉 `--copy`，手工复制，或用 `pbcopy`、`wl-copy` 之类的程序",
    ),
    // Snapshots.
    ("a snapshot has no key `{}`", "snapshot tidak punya kunci `{}`", "快照没有名为 `{}` 的键"),
    ("not a key of a snapshot", "bukan kunci snapshot", "不是快照的键"),
    ("not a date", "bukan tanggal", "不是日期"),
    ("keep one of the two", "simpan salah satunya", "请保留其中一个"),
    // Notes.
    (
        "handed to the terminal for its clipboard",
        "diserahkan ke terminal untuk papan klipnya",
        "已交给终端放入剪贴板",
    ),
    ("saved the snapshot `{}`", "snapshot `{}` disimpan", "已保存快照 `{}`"),
    (
        "Paste the text of the ticket; Ctrl-D on an empty line ends it.",
        "Tempelkan teks tiketnya; akhiri dengan Ctrl-D di baris kosong.",
        "请粘贴工单文字；在空行按 Ctrl-D 结束。",
    ),
    (
        "Paste the text of the ticket; Ctrl-Z and Enter on an empty line ends it.",
        "Tempelkan teks tiketnya; akhiri dengan Ctrl-Z dan Enter di baris kosong.",
        "请粘贴工单文字；在空行按 Ctrl-Z 和回车结束。",
    ),
    (
        "{} is not valid UTF-8; {} places are shown as {}",
        "{} bukan UTF-8 yang benar; {} tempat ditampilkan sebagai {}",
        "{} 不是有效的 UTF-8；有 {} 处显示为 {}",
    ),
    ("standard input", "masukan standar", "标准输入"),
    ("an argument", "sebuah argumen", "参数"),
    // Several in one.
    ("{}; {}", "{}; {}", "{}；{}"),
];
