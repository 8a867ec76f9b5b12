//! The words of the message to the customer.

/// The words of the message to the customer.
#[derive(Debug)]
pub struct ReplyPhrases {
    pub greeting: &'static str,
    pub holding: &'static str,
    pub questions: &'static str,
    pub exact_words: &'static str,
    pub product: &'static str,
    pub hand_over: &'static str,
    pub over: &'static str,
    pub about: &'static str,
    pub rest: &'static str,
    pub supposed: &'static str,
    pub steps: &'static str,
    pub contact: &'static str,
    pub closing: &'static str,
}

pub(super) const EN: ReplyPhrases = ReplyPhrases {
    greeting: "Hello,",
    holding: "Thank you for your message. We are looking into it.",
    questions: "To find the cause, please tell us:",
    exact_words: "Which exact words, and which code, do you see on the screen? A screenshot helps.",
    product: "Which product or portal is it, and on which page does it happen?",
    hand_over: "Thank you for your message. We are checking this on our side and will come back to you.",
    over: "Thank you for letting us know. We are glad to hear that it works again. If the problem is still there or \
           returns, please write to us.",
    about: "About {}:",
    rest: "About {}, please also tell us:",
    supposed: "Thank you for your question. We will get back to you about it. If you already see this problem, please send us the exact words and the code on the screen, or a screenshot.",
    steps: "Please do the following:",
    contact: "Please contact {}.",
    closing: "Kind regards",
};

pub(super) const ID: ReplyPhrases = ReplyPhrases {
    greeting: "Halo,",
    holding: "Terima kasih atas pesan Anda. Kami sedang memeriksanya.",
    questions: "Untuk menemukan penyebabnya, mohon beri tahu kami:",
    exact_words: "Kata-kata apa persisnya, dan kode apa, yang Anda lihat di layar? Tangkapan layar sangat membantu.",
    product: "Di produk atau portal mana, dan di halaman apa masalah ini muncul?",
    hand_over: "Terima kasih atas pesan Anda. Kami sedang memeriksanya di pihak kami dan akan menghubungi Anda kembali.",
    over: "Terima kasih atas kabarnya. Kami senang mendengar bahwa semuanya sudah berfungsi kembali. Jika masalah ini \
           masih ada atau muncul lagi, silakan hubungi kami.",
    about: "Tentang {}:",
    rest: "Tentang {}, mohon beri tahu kami juga:",
    supposed: "Terima kasih atas pertanyaan Anda. Kami akan segera memberi jawaban. Jika masalah ini sudah Anda alami, mohon kirimkan kata-kata dan kode persis di layar, atau tangkapan layarnya.",
    steps: "Mohon lakukan hal berikut:",
    contact: "Silakan hubungi {}.",
    closing: "Salam hormat",
};

pub(super) const ZH: ReplyPhrases = ReplyPhrases {
    greeting: "您好！",
    holding: "感谢您的来信，我们正在为您查看此问题。",
    questions: "为了找到原因，请告诉我们：",
    exact_words: "屏幕上显示的原文和代码是什么？如能附上截图更好。",
    product: "问题出现在哪个产品或门户的哪个页面？",
    hand_over: "感谢您的来信，我们正在内部核实，稍后会与您联系。",
    over: "感谢您的告知，很高兴得知问题已经解决。如果问题仍未解决或再次出现，请随时与我们联系。",
    about: "关于{}：",
    rest: "关于{}，还请告诉我们：",
    supposed: "感谢您的咨询，我们会尽快答复。如果您已经遇到这个问题，请把屏幕上的原文和代码发给我们，或附上截图。",
    steps: "请您按以下步骤操作：",
    contact: "请联系{}。",
    closing: "此致\n敬礼",
};
