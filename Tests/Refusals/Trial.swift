/// How one refusal is brought about.
enum Trial: Sendable {
  /// An input by which it is made where the service makes it, and the whole sentence that is then said: without a door where
  /// the function that refuses is called, at the command line's door where the program is run.
  case provoked(says: @Sendable (Place) -> String, by: @Sendable (Place) async throws -> Void)
  /// No input brings it about on this machine.
  case unreachable(why: String)

  /// A refusal whose sentence is known beforehand.
  static func saying(_ sentence: String, by: @escaping @Sendable (Place) async throws -> Void) -> Trial {
    .provoked(says: { _ in sentence }, by: by)
  }

  /// A refusal whose sentence names what is known at the place only, such as a file's path.
  static func saying(
    at sentence: @escaping @Sendable (Place) -> String, by: @escaping @Sendable (Place) async throws -> Void
  ) -> Trial {
    .provoked(says: sentence, by: by)
  }
}

/// What a trial needs and is not there.
struct NotThere: Error {}
