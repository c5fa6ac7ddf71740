//! The files of `templates/documents`, in the binary. A test holds this list against the
//! folder.

/// The built-in templates: name and text, in the order of names.
pub const TEMPLATES: &[(&str, &str)] = &[
    ("ban-ghi-nho", include_str!("../../templates/documents/ban-ghi-nho.txt")),
    ("ban-thoa-thuan", include_str!("../../templates/documents/ban-thoa-thuan.txt")),
    ("bang-ky-nhan", include_str!("../../templates/documents/bang-ky-nhan.txt")),
    ("bao-cao-tong-ket", include_str!("../../templates/documents/bao-cao-tong-ket.txt")),
    ("bao-cao", include_str!("../../templates/documents/bao-cao.txt")),
    (
        "bien-ban-hop-hoi-dong-thi-dua",
        include_str!("../../templates/documents/bien-ban-hop-hoi-dong-thi-dua.txt"),
    ),
    ("bien-ban", include_str!("../../templates/documents/bien-ban.txt")),
    ("chi-thi", include_str!("../../templates/documents/chi-thi.txt")),
    ("chuong-trinh", include_str!("../../templates/documents/chuong-trinh.txt")),
    ("cong-dien", include_str!("../../templates/documents/cong-dien.txt")),
    ("cong-van-de-nghi-bao-cao", include_str!("../../templates/documents/cong-van-de-nghi-bao-cao.txt")),
    ("cong-van", include_str!("../../templates/documents/cong-van.txt")),
    ("de-an", include_str!("../../templates/documents/de-an.txt")),
    ("du-an", include_str!("../../templates/documents/du-an.txt")),
    ("giay-gioi-thieu", include_str!("../../templates/documents/giay-gioi-thieu.txt")),
    ("giay-moi-hoi-nghi", include_str!("../../templates/documents/giay-moi-hoi-nghi.txt")),
    ("giay-moi", include_str!("../../templates/documents/giay-moi.txt")),
    ("giay-nghi-phep", include_str!("../../templates/documents/giay-nghi-phep.txt")),
    ("giay-uy-quyen", include_str!("../../templates/documents/giay-uy-quyen.txt")),
    ("hop-dong", include_str!("../../templates/documents/hop-dong.txt")),
    ("huong-dan", include_str!("../../templates/documents/huong-dan.txt")),
    ("ke-hoach-phat-dong-thi-dua", include_str!("../../templates/documents/ke-hoach-phat-dong-thi-dua.txt")),
    ("ke-hoach", include_str!("../../templates/documents/ke-hoach.txt")),
    ("nghi-quyet", include_str!("../../templates/documents/nghi-quyet.txt")),
    ("phieu-bao", include_str!("../../templates/documents/phieu-bao.txt")),
    ("phieu-chuyen", include_str!("../../templates/documents/phieu-chuyen.txt")),
    ("phieu-gui", include_str!("../../templates/documents/phieu-gui.txt")),
    ("phuong-an", include_str!("../../templates/documents/phuong-an.txt")),
    ("quy-che", include_str!("../../templates/documents/quy-che.txt")),
    ("quy-dinh", include_str!("../../templates/documents/quy-dinh.txt")),
    (
        "quyet-dinh-ban-hanh-kem-theo",
        include_str!("../../templates/documents/quyet-dinh-ban-hanh-kem-theo.txt"),
    ),
    (
        "quyet-dinh-cong-nhan-danh-hieu",
        include_str!("../../templates/documents/quyet-dinh-cong-nhan-danh-hieu.txt"),
    ),
    (
        "quyet-dinh-dieu-chinh-khen-thuong",
        include_str!("../../templates/documents/quyet-dinh-dieu-chinh-khen-thuong.txt"),
    ),
    ("quyet-dinh-tang-giay-khen", include_str!("../../templates/documents/quyet-dinh-tang-giay-khen.txt")),
    ("quyet-dinh", include_str!("../../templates/documents/quyet-dinh.txt")),
    ("so-khen-thuong", include_str!("../../templates/documents/so-khen-thuong.txt")),
    ("thong-bao-ket-qua-xet-khen", include_str!("../../templates/documents/thong-bao-ket-qua-xet-khen.txt")),
    ("thong-bao", include_str!("../../templates/documents/thong-bao.txt")),
    ("thong-cao", include_str!("../../templates/documents/thong-cao.txt")),
    ("thu-cong", include_str!("../../templates/documents/thu-cong.txt")),
    (
        "to-trinh-de-nghi-khen-thuong",
        include_str!("../../templates/documents/to-trinh-de-nghi-khen-thuong.txt"),
    ),
    ("to-trinh", include_str!("../../templates/documents/to-trinh.txt")),
];

/// The parts that templates share: name and text, in the order of names.
pub const PARTS: &[(&str, &str)] = &[
    ("addressees", include_str!("../../templates/documents/parts/addressees.txt")),
    ("contact", include_str!("../../templates/documents/parts/contact.txt")),
    ("grounds", include_str!("../../templates/documents/parts/grounds.txt")),
    ("letterhead", include_str!("../../templates/documents/parts/letterhead.txt")),
    ("place-date", include_str!("../../templates/documents/parts/place-date.txt")),
    ("recipients-named", include_str!("../../templates/documents/parts/recipients-named.txt")),
    ("recipients", include_str!("../../templates/documents/parts/recipients.txt")),
    ("signature-collective", include_str!("../../templates/documents/parts/signature-collective.txt")),
    ("signature-head", include_str!("../../templates/documents/parts/signature-head.txt")),
    ("urgency", include_str!("../../templates/documents/parts/urgency.txt")),
];

/// The text of a shared part.
pub fn part(name: &str) -> Option<String> {
    PARTS.iter().find(|(known, _)| *known == name).map(|(_, text)| (*text).to_owned())
}
