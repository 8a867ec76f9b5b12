//! The embedded rules are part of the program: a changed, added or removed rule file rebuilds it.

fn main() {
    println!("cargo:rerun-if-changed=rules");
    println!("cargo:rerun-if-changed=build.rs");
}
