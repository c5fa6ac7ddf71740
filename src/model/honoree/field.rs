//! What a column of a list is about.

use serde::{Deserialize, Serialize};

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident = $key:literal,)*) => {
        /// What a column of a list is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Field { $($(#[$doc])* #[serde(rename = $key)] $name,)* }

        impl Field {
            /// Every field.
            pub const ALL: &[Field] = &[$(Field::$name,)*];

            /// The field as programs read it.
            pub fn key(self) -> &'static str {
                match self { $(Field::$name => $key,)* }
            }
        }
    };
}

fields! {
    /// Số thứ tự.
    Ordinal = "ordinal",
    /// Ông, Bà.
    Courtesy = "courtesy",
    /// The whole name.
    Name = "name",
    /// Họ và tên đệm, where the given name has a column of its own.
    Surname = "surname",
    /// Tên, beside a column of surnames.
    Given = "given",
    /// Giới tính.
    Sex = "sex",
    /// A mark, or the year of birth, in the column of men.
    Male = "male",
    /// A mark, or the year of birth, in the column of women.
    Female = "female",
    /// Ngày sinh, năm sinh.
    Birth = "birth",
    /// Cấp bậc, học hàm, học vị.
    Title = "title",
    /// Chức vụ.
    Post = "post",
    /// Chức vụ and đơn vị in one cell.
    PostUnit = "post-unit",
    /// Đơn vị công tác.
    Unit = "unit",
    /// Địa chỉ.
    Address = "address",
    /// Phân loại khen thưởng: cá nhân, tập thể, hộ gia đình, doanh nghiệp.
    Kind = "kind",
    /// Hình thức khen thưởng, danh hiệu thi đua.
    Award = "award",
    /// Thành tích.
    Achievement = "achievement",
    /// Phân loại đối tượng.
    Group = "group",
    /// Lĩnh vực hoạt động.
    Sphere = "sphere",
    /// Tiền thưởng.
    Money = "money",
    /// Ghi chú.
    Notes = "notes",
}
