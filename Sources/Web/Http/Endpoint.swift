internal import Domain

/// A place of this site: what is asked there, and of whom. All of them stand in one table, from which the router is made and by which
/// the rights are tried.
struct Endpoint: Sendable {
  /// Only what a browser's links and forms do: a question never writes.
  enum Method: String, Sendable, CaseIterable { case get = "GET", post = "POST" }

  /// Who is let in. What may be seen and done there is decided at the desk.
  enum Opening: Sendable, Hashable {
    /// Whoever comes.
    case anyone
    /// Whoever has the address, of which a part is a secret. Who is signed in by the same browser is not looked at,
    /// and a form that is sent there need not come from a page of this site: who can make a browser send one knows
    /// the address.
    case link
    /// Whoever has a session, however far it goes.
    case unfinished
    /// Whoever is signed in.
    case person
    /// Who may ask or do this somewhere.
    case may(Action)
  }

  let method: Method
  /// `/projects/{code}`.
  let path: String
  let opening: Opening
  /// How much it takes, in bytes.
  let most: Int
  let handle: @Sendable (Visit) async throws -> Reply
  /// Shows the form again with what was typed, for one that came after its session was over; nil where nothing is kept.
  let refill: (@Sendable (Visit) async throws -> Reply)?

  static let usualMost = 256 << 10
  /// What is typed into one form: as much as is kept where it comes after its session.
  static let textMost = 4 << 20
  /// A file that is sent.
  static let fileMost = 20 << 20
  /// Files as evidence, with what is typed beside them.
  static let evidenceMost = 21 << 20

  static func get(
    _ path: String, _ opening: Opening, _ handle: @escaping @Sendable (Visit) async throws -> Reply
  ) -> Endpoint {
    Endpoint(method: .get, path: path, opening: opening, most: 0, handle: handle, refill: nil)
  }

  static func post(
    _ path: String, _ opening: Opening, most: Int = usualMost,
    refill: (@Sendable (Visit) async throws -> Reply)? = nil,
    _ handle: @escaping @Sendable (Visit) async throws -> Reply
  ) -> Endpoint {
    Endpoint(method: .post, path: path, opening: opening, most: most, handle: handle, refill: refill)
  }
}
