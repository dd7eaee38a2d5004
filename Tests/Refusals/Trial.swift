/// How one refusal is brought about: once for each of its wordings that an input can bring about.
enum Trial: Sendable {
  /// An input by which it is made where the service makes it, and the whole sentence that is then said: without a door where
  /// the function that refuses is called, at the command line's door where the program is run.
  struct Example: Sendable {
    let says: @Sendable (Place) -> String
    let provoke: @Sendable (Place) async throws -> Void
  }

  case provoked([Example])
  /// No input brings it about on this machine.
  case unreachable(why: String)

  /// A refusal whose sentence is known beforehand.
  static func saying(_ sentence: String, by provoke: @escaping @Sendable (Place) async throws -> Void) -> Trial {
    .provoked([Example(says: { _ in sentence }, provoke: provoke)])
  }

  /// A refusal whose sentence names what is known at the place only, such as a file's path.
  static func saying(
    at sentence: @escaping @Sendable (Place) -> String, by provoke: @escaping @Sendable (Place) async throws -> Void
  ) -> Trial {
    .provoked([Example(says: sentence, provoke: provoke)])
  }

  /// A refusal that is worded in several ways.
  static func each(_ trials: Trial...) -> Trial {
    .provoked(trials.flatMap(\.examples))
  }

  /// Its examples; none where nothing brings it about.
  var examples: [Example] {
    switch self {
    case .provoked(let examples): examples
    case .unreachable: []
    }
  }
}

/// What a trial needs and is not there.
struct NotThere: Error {}
