//! The program; so far only its library stands.

fn main() {}
