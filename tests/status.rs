//! How a mention is told from a problem, on the shipped packs: each row is a way of saying that something is over,
//! never was, is only supposed or is somebody else's, or one that only looks like it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise, also in its helpers"
)]

mod shipped;

use casebook::text::Status;
use shipped::ENGINE;

/// Checks the status of each text's mention of a symptom.
fn check(rows: &[(&str, &str, Status)]) {
    let mut wrong = Vec::new();
    for (symptom, text, wanted) in rows {
        let reading = ENGINE.read(&[(*text).to_owned()]);
        let status = reading
            .mentions
            .iter()
            .find(|mention| ENGINE.book.symptoms[mention.symptom].id.as_str().ends_with(symptom))
            .map(|mention| mention.status);
        if status != Some(*wanted) {
            wrong.push(format!("{text}\n  {symptom}: {status:?}, not {wanted:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const D: Status = Status::Denied;
const H: Status = Status::Hypothetical;
const P: Status = Status::Present;

#[test]
fn what_happened_ceases_and_what_was_missed_returns() {
    check(&[
        ("data-5000", "Error 5000 hasn't come back in three days.", D),
        ("data-5000", "It's gone, the 5000 error. Thanks!", D),
        ("forbidden-403", "The 403 Forbidden page quit on its own.", D),
        ("error-8018", "We used to run into error 8018 daily, but not any more.", D),
        ("data-5000", "The error 5000 is back since your fix.", P),
        ("data-5000", "Error 5000 has not gone away.", P),
        ("plan-not-shown", "Our support plan, which wasn't shown in the list, is back where it belongs.", D),
        ("plan-not-shown", "Our support plan isn't shown in the list any more, it is gone.", P),
        ("incentive-not-arrived", "The incentive hadn't arrived on Monday. It has since been credited.", D),
        ("incentive-not-arrived", "Finance claims the incentive has been paid. Nothing has reached us.", P),
        ("plan-not-shown", "Paket dukungan yang hilang dari daftar sudah kembali lagi.", D),
        ("incentive-not-arrived", "激励一直没到账,今天终于收到了。", D),
    ]);
}

#[test]
fn what_the_product_shows_is_denied_by_its_verb() {
    check(&[
        ("cbc-0100", "We don't see CBC.0100. We see CBC.99000027.", D),
        ("error-8018", "Neither error 5000 nor 8018 has ever appeared here.", D),
        ("forbidden-403", "Rewards load fine, no error 5000, no 403, nothing.", D),
        ("data-5000", "Bukan 5000 yang muncul, tapi 8018.", D),
        ("data-5000", "No idea why, error 5000 shows up.", P),
        ("forbidden-403", "I cannot open the page because of a 403 Forbidden.", P),
    ]);
}

#[test]
fn words_of_doubt_void_words_of_success() {
    check(&[
        ("data-5000", "I thought error 5000 was fixed, but this morning it greeted me again.", P),
        ("data-5000", "Once the error 5000 is gone I will place the order.", P),
        (
            "rewards-not-visible",
            "Support closed our case, saying it's resolved. The rewards list is as empty as before.",
            P,
        ),
        ("data-5000", "说是修好了,5000错误还是出现。", P),
        ("forbidden-403", "Begitu 403 Forbidden ini beres saya langsung tukar poin.", P),
        ("data-5000", "Error 5000 was fixed this morning.", D),
    ]);
}

#[test]
fn what_is_taken_back_is_denied() {
    check(&[
        ("continue-greyed", "I said the Continue button was greyed out. I was mistaken.", D),
        (
            "activate-greyed",
            "Scratch that, I was in the wrong tenant. The Activate button isn't greyed out.",
            D,
        ),
        ("forbidden-403", "Just kidding about the 403 Forbidden, I wanted to see who reads this.", D),
        ("contract-already-registered", "关于合同已注册的那张工单请撤销,是我弄错了租户。", D),
    ]);
}

#[test]
fn questions_about_what_would_be_are_supposed() {
    check(&[
        ("forbidden-403", "Will we see 403 Forbidden after you revoke the entitlement?", H),
        ("error-8018", "Is there a risk of error 8018 if two of us order at once?", H),
        (
            "continue-greyed",
            "Does a greyed out Continue button mean my tier is too low? Asking because I haven't tried it yet.",
            H,
        ),
        ("continue-greyed", "Why would the Continue button be greyed out for a Partner Admin?", P),
        ("continue-greyed", "Is it normal that Continue is greyed out?", P),
        ("forbidden-403", "撤销权限之后会不会出现403 Forbidden?", H),
    ]);
}

#[test]
fn colleagues_speak_for_the_firm_and_others_do_not() {
    check(&[
        ("forbidden-403", "My colleague cannot log on: she gets 403 Forbidden on the points page.", P),
        ("forbidden-403", "我们组的同事打开积分站是403 Forbidden。", P),
        ("error-8018", "A neighbour of ours is also a partner. He gets error 8018 all day.", H),
        ("data-5000", "My wife's company gets error 5000 all the time. We don't.", H),
        ("forbidden-403", "同事打开积分站报 403 Forbidden,他自己会提单。", D),
    ]);
}

#[test]
fn a_code_that_comes_back_is_a_code() {
    check(&[
        ("data-5000", "Points portal shows 5000 again after your fix of last week", P),
        ("data-5000", "修复之后点积分页面进去看奖励又5000", P),
    ]);
    let read = ENGINE.read(&["We have 5000 points in the account and would like to order".to_owned()]);
    assert!(read.mentions.is_empty());
}

#[test]
fn evidence_does_not_swallow_what_is_said_of_it() {
    check(&[
        ("continue-greyed", "the continue btn was grey too but thats fine now", D),
        ("continue-greyed", "The Continue button was greyed out, that's fine now.", D),
        (
            "scheduled-maintenance",
            "maintenance banner's gone, good. now every time i click redeem i land elsewhere",
            D,
        ),
        (
            "activate-greyed",
            "Tombol Aktifkan yg kemarin redup sudah menyala setelah saya dikasih peran admin.",
            D,
        ),
        ("no-options", "我们没有看到“无选项”,下拉框里东西都在。", D),
        (
            "support-plan-not-shown",
            "Kemarin paket dukungan masih muncul waktu bikin tiket, pagi ini sudah tidak ada di pilihan.",
            P,
        ),
    ]);
}

#[test]
fn what_is_over_is_over_whatever_it_was() {
    check(&[
        ("data-5000", "The error 5000 thing is behind us.", D),
        ("api-server-error", "The 503 we got from the API on Friday has not come back.", D),
        (
            "dissociation-no-answer",
            "The dissociation request got no answer for a month, so the silence I complained about is over.",
            D,
        ),
        (
            "support-plan-not-shown",
            "I can see the plan again, it wasn't shown in the list before I linked it.",
            D,
        ),
        ("support-plan-not-shown", "I can log in again, but the plan wasn't shown in the list before.", P),
        ("rewards-not-visible", "Yesterday the rewards page was empty. Today every single gift is there.", D),
        (
            "post-launch-redirect",
            "You asked if I'm being sent off to that after-launch page. I'm not; the link is fine.",
            D,
        ),
        (
            "forbidden-403",
            "Please ignore my mail of this morning about the points page showing 403 Forbidden.",
            D,
        ),
        (
            "data-5000",
            "Scrap what I said about 403 Forbidden. Error 5000 is what we get on the rewards page.",
            P,
        ),
        (
            "scheduled-maintenance",
            "For my internship report I am describing how the team coped when the redemption site was closed for planned maintenance.",
            H,
        ),
    ]);
}

#[test]
fn what_works_for_another_is_not_over_for_the_writer() {
    check(&[
        ("data-5000", "报5000。同事之前也这样,他那边已经好了。", P),
        ("data-5000", "Error 5000 on the rewards page this morning. It works again.", D),
        ("data-5000", "Error 5000 on the rewards page. My colleague had it too, hers works again.", P),
        ("data-5000", "Error 5000 di halaman rewards. Rekan saya juga sempat, punya dia sudah normal.", P),
    ]);
}

#[test]
fn words_that_only_look_like_an_end_are_none() {
    check(&[
        ("data-5000", "Error 5000 on the rewards page. I want it solved before Friday.", P),
        ("data-5000", "Error 5000 on the rewards page, it must be solved by Monday.", P),
        ("continue-greyed", "What can I do if the Continue button is greyed out?", P),
        ("forbidden-403", "We are a small reseller in Spain and get 403 Forbidden on the points page.", P),
        ("data-5000", "There's no getting past error 5000.", P),
        ("data-5000", "How do I get rid of error 5000?", P),
        ("rewards-not-visible", "并非我没选国家,奖励列表还是空的。", P),
        ("continue-greyed", "继续按钮是灰的,客户说自己那边一切正常。", P),
    ]);
}

/// Checks that a text shows a symptom, or doesn't mention it at all.
fn check_shown(rows: &[(&str, &str, bool)]) {
    let mut wrong = Vec::new();
    for (symptom, text, wanted) in rows {
        let reading = ENGINE.read(&[(*text).to_owned()]);
        let shown = reading.mentions.iter().any(|mention| {
            ENGINE.book.symptoms[mention.symptom].id.as_str().ends_with(symptom)
                && mention.status == Status::Present
        });
        if shown != *wanted {
            wrong.push(format!("{text}\n  {symptom}: {shown}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_words_of_a_code_are_none_of_it_beside_another_code() {
    check_shown(&[
        ("data-5000", "Error 5001 while fetching rewards data.", false),
        ("data-5000", "Fetching the rewards data fails with code 7004 since this morning.", false),
        ("data-5000", "Fetching the rewards data fails. The code is 5001.", false),
        ("data-5000", "Muncul error 5003 waktu ambil data hadiah.", false),
        ("data-5000", "获取奖励数据时出错，代码是5002。", false),
        ("forbidden-403", "The points page answers 404 Forbidden.", false),
        ("cbc-0100", "Our call returns CBC.0102, parameter error.", false),
        ("data-5000", "Error 5000 while fetching rewards data, order 5001.", true),
        ("data-5000", "Fetching rewards data fails and we have 5001 points in the account.", true),
        (
            "data-5000",
            "Something went wrong while fetching rewards data. Our ticket code 7004 got no answer.",
            true,
        ),
        ("forbidden-403", "We have 404 points, and the points page says Forbidden.", true),
        ("cbc-99000027", "The verification code 482913 expired before I could type it, CBC.99000027.", true),
        ("cbc-99000035", "CBC 9900 0035 when saving the sub account", true),
    ]);
}

#[test]
fn a_state_belongs_to_its_side_of_a_contrast() {
    check_shown(&[
        ("continue-greyed", "Tombol Continue ga bisa diklik, padahal alamat udah diisi.", true),
        ("shipping-address-greyed", "Tombol Continue ga bisa diklik, padahal alamat udah diisi.", false),
        (
            "shipping-address-greyed",
            "The Continue button is greyed out although the delivery address is complete.",
            false,
        ),
        (
            "shipping-address-greyed",
            "The Continue button is fine, but the delivery address is greyed out.",
            true,
        ),
        ("shipping-address-greyed", "送货地址是灰色的,但是继续按钮能点。", true),
    ]);
}

#[test]
fn the_end_of_a_story_decides() {
    check(&[
        (
            "continue-greyed",
            "The Continue button was grey. I cleared my cache as you said. Now I can go on.",
            D,
        ),
        (
            "forbidden-403",
            "The points portal threw a 403 Forbidden on Monday. We asked our admin. He changed one setting and we were in.",
            D,
        ),
        (
            "support-plan-not-shown",
            "The support plan was missing from the list. I signed out and in again. It's in the list now.",
            D,
        ),
        (
            "api-server-error",
            "Semalam API Huawei balas 502 terus. Kami tunggu sampai subuh. Habis itu lancar sampai sekarang.",
            D,
        ),
        ("continue-greyed", "继续按钮本来点不动，按你们说的清了缓存，现在可以往下走了。", D),
        (
            "forbidden-403",
            "The points portal threw a 403 Forbidden on Monday. We asked our admin. He changed one setting and we still get it.",
            P,
        ),
        (
            "continue-greyed",
            "The Continue button was grey. I cleared my cache. Now I can open the page but not go on.",
            P,
        ),
        (
            "rewards-not-visible",
            "The reward list is empty for all of us. It works fine on my phone but nobody orders from a phone.",
            P,
        ),
        (
            "activate-greyed",
            "Tombol Aktifkan tadinya menyala. Setelah saya diangkat jadi admin malah redup.",
            P,
        ),
    ]);
}

#[test]
fn what_took_the_place_of_another_is_what_counts() {
    check(&[
        ("data-5000", "Last time it was error 5000, this time it's error 8018.", D),
        ("error-8018", "Last time it was error 5000, this time it's error 8018.", P),
        ("data-5000", "上次是错误5000，这次变成8018了。", D),
        ("cbc-0100", "I thought it was CBC.0100 but it turned out to be CBC.99000027.", D),
        ("cbc-99000027", "I thought it was CBC.0100 but it turned out to be CBC.99000027.", P),
        ("cbc-99000027", "CBC.0100 udah ga ada, skrg CBC.99000027", P),
        ("data-5000", "We thought error 5000 was gone but it is back.", P),
        ("error-8018", "8018是分公司小王遇到的，我这台电脑兑换一路顺畅。", D),
        ("forbidden-403", "Is it a four-oh-three page? No. It's simply slow.", D),
        ("forbidden-403", "Have you solved the 403 Forbidden on the points page? No. Please do.", P),
        ("data-5000", "My coworker says error 5000 happened to him, mine works.", D),
        ("forbidden-403", "We only saw the 403 Forbidden with our test account in the sandbox.", D),
        (
            "dissociation-money-question",
            "Pelepasan asosiasi sudah disetujui pelanggan, beres. Yang jadi pertanyaan, kupon yang masih ada di akun dia masih laku atau hangus?",
            P,
        ),
    ]);
}

#[test]
fn all_words_together_tell_where_no_cue_does() {
    check(&[
        (
            "rewards-not-visible",
            "Yesterday the rewards list was empty for me. Opened it today and I had all the items to choose from.",
            D,
        ),
        (
            "data-5000",
            "My boss asked about error 5000 he read of. For us the shop opened and I ordered two headsets.",
            D,
        ),
        (
            "continue-greyed",
            "Kemarin tombol Continue abu-abu. Tadi pagi saya klik dan pesanan langsung masuk.",
            D,
        ),
        (
            "forbidden-403",
            "403 Forbidden. Support told me that it should be sorted out now, I tried ten minutes ago and look at that",
            P,
        ),
    ]);
}

#[test]
fn what_words_together_decided_is_said() {
    let text =
        "My boss asked about error 5000 he read of. For us the shop opened and I ordered two headsets.";
    let reading = ENGINE.read(&[text.to_owned()]);
    let evidence = &reading.mentions.first().unwrap().evidence[0];
    let cue = evidence.cue.map(|(from, to)| &text[from..to]);
    assert_eq!((evidence.leans, evidence.status, cue), (true, D, Some("ordered")));
}

/// Long parts are logs, in which words stand by the hundred; a cue in the clause is never overruled.
#[test]
fn words_together_overrule_no_cue_in_the_clause() {
    let around = "We ordered, it went through and arrived, thanks. I still try and try and nothing works at all, please help us soon. ";
    for text in ["No error 5000 appears here.", "Error 5000 tidak muncul lagi.", "没有出现错误5000。"]
    {
        for text in
            [format!("{around}{text}"), format!("{text} {around}"), format!("{text} {}", around.repeat(200))]
        {
            let reading = ENGINE.read(std::slice::from_ref(&text));
            assert!(reading.mentions.iter().all(|mention| mention.status != P), "{text}");
        }
    }
}
