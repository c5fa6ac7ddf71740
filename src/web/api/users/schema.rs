//! People as the API says them.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value as Json;
use utoipa::ToSchema;

use crate::{
    flow::bureau::{invitations::Invite, people},
    model::workflow::Role,
    store::Listed,
    viet::words::people::EXAMPLE_PERSON,
    web::{Door, cursor, pages::password},
};

/// A person.
#[derive(Serialize, ToSchema)]
pub struct User {
    /// Their id.
    #[schema(example = "01JZ0000000000000000000001")]
    id: String,
    /// What they sign in with.
    #[schema(example = "vinh.do")]
    login: String,
    /// Họ và tên.
    #[schema(example = json!(EXAMPLE_PERSON))]
    name: String,
    /// May they sign in?
    active: bool,
    /// May they enter offices?
    operator: bool,
    /// Have they chosen a password?
    has_password: bool,
    /// What they are in the office.
    #[schema(value_type = Vec<String>, example = json!(["clerk"]))]
    roles: Vec<Role>,
    /// When they were entered.
    #[schema(value_type = String, format = DateTime)]
    created_at: DateTime<Utc>,
}

impl From<people::User> for User {
    fn from(user: people::User) -> User {
        let people::User { person, roles } = user;
        User {
            id: person.id,
            login: person.login,
            name: person.name,
            active: person.active,
            operator: person.operator,
            has_password: person.password.is_some(),
            roles,
            created_at: person.created_at,
        }
    }
}

impl From<Listed> for User {
    fn from(listed: Listed) -> User {
        let Listed { id, login, name, active, operator, has_password, created_at, roles, .. } = listed;
        let is = |role: &&Role| roles.split(' ').any(|key| key == role.key());
        let roles = Role::ALL.iter().filter(is).copied().collect();
        User { id, login, name, active, operator, has_password, roles, created_at }
    }
}

/// A page of people.
#[derive(Serialize, ToSchema)]
pub struct Users {
    /// In Vietnamese order of their names.
    items: Vec<User>,
    /// Where the next page begins; null at the end.
    next: Option<String>,
}

impl Users {
    /// A page as it is answered.
    pub fn of(mut people: Vec<Listed>, window: &cursor::Window) -> Users {
        let next = window
            .cut(&mut people)
            .map(|last| cursor::encode(&[&BASE64_URL_SAFE_NO_PAD.encode(&last.sort_key), &last.id]));
        Users { items: people.into_iter().map(User::from).collect(), next }
    }
}

/// The sort key and the id of the last of a page, from its cursor.
pub fn place(after: &[String]) -> Option<(Vec<u8>, String)> {
    let [key, id] = after else { return None };
    Some((BASE64_URL_SAFE_NO_PAD.decode(key).ok()?, id.clone()))
}

/// A link that opens once.
#[derive(Serialize, ToSchema)]
pub struct Link {
    /// Where it leads: whole where the server knows how it is reached (`--public-url`), from
    /// the top of the server otherwise.
    #[schema(example = "https://vanthu.example.gov.vn/mat-khau?ma=…")]
    url: String,
    /// Until when it opens.
    #[schema(value_type = String, format = DateTime)]
    expires_at: DateTime<Utc>,
}

impl Link {
    /// An invite as a link.
    pub fn of(door: &Door, invite: &Invite) -> Link {
        Link {
            url: door.equipment.access.link(&password::address(&invite.secret)),
            expires_at: invite.expires_at,
        }
    }
}

/// A person who was entered.
#[derive(Serialize, ToSchema)]
pub struct Entered {
    /// Who.
    pub user: User,
    /// By which they choose their password; it is shown this once.
    pub link: Link,
}

/// A new link.
#[derive(Serialize, ToSchema)]
pub struct Linked {
    /// By which they choose their password; it is shown this once.
    pub link: Link,
}

/// Everything that is known of a person.
#[derive(Serialize, ToSchema)]
pub struct PersonalData {
    /// Profile.
    #[schema(value_type = Object)]
    user: Json,
    /// What they are where.
    #[schema(value_type = Vec<Object>)]
    roles: Vec<Json>,
    /// Sessions that have not ended.
    #[schema(value_type = Vec<Object>)]
    sessions: Vec<Json>,
    /// Keys, without what opens them.
    #[schema(value_type = Vec<Object>)]
    tokens: Vec<Json>,
    /// What they did and what was done to them.
    #[schema(value_type = Vec<Object>)]
    audit: Vec<Json>,
    /// False when there are more acts than one answer holds (50,000).
    audit_complete: bool,
    /// The ids of the documents they began.
    documents: Vec<String>,
}
