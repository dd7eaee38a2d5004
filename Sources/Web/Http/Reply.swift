internal import Pages

/// What a request is answered with.
struct Reply: Sendable {
  enum Content: Sendable {
    case page(Page)
    /// The browser goes on there by itself (303), so that going back or reloading sends nothing again.
    case go(Address)
    /// Elsewhere, as to the provider of sign-on.
    case away(String)
    /// A file to be kept, under a name of ours.
    case file([UInt8], name: String, type: String)
    /// Part of a page, style or script.
    case asset([UInt8], type: String)
    case text(String)
    /// Text that goes on as long as there is news (`text/event-stream`): what stands at its beginning, and what is written of each
    /// piece; nil ends it. There may be a thousand of them, so that nothing stands between the room and the connection.
    case stream(AsyncStream<LiveRoom.News>, first: String, @Sendable (LiveRoom.News) async -> String?)
  }

  var content: Content
  /// As HTTP numbers it.
  var status = 200
  /// What is said above the page, in the place of what was done last.
  var notice: String?
  /// What the browser is to keep.
  var cookies: [Cookie] = []
  /// Whether everything of the site is to be forgotten by the browser.
  var forgets = false

  static func page(_ page: Page, _ status: Int = 200) -> Reply {
    Reply(content: .page(page), status: status)
  }

  /// Goes on, with what was done to be said there.
  static func go(_ address: Address, saying said: String? = nil) -> Reply {
    Reply(content: .go(address), status: 303, cookies: said.map { [.said($0)] } ?? [])
  }

  static func file(_ bytes: [UInt8], name: String, type: String) -> Reply {
    Reply(content: .file(bytes, name: name, type: type))
  }
}
