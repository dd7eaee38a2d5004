internal import Crypto
internal import Embedded
internal import Hummingbird
internal import Pages

/// Style and script of the pages, each under a name that changes with what is in it, so that browsers may keep them for good.
struct Assets: Sendable {
  static let folder = "/static"
  /// Those of this program.
  static let ofProgram = Assets([
    ("page", "css", "text/css; charset=utf-8", squeezed(String(cString: embedded_page_style()))),
    ("page", "js", "text/javascript; charset=utf-8", String(cString: embedded_page_script())),
    ("live", "js", "text/javascript; charset=utf-8", String(cString: embedded_page_worker())),
  ])

  private let replies: [String: Reply]
  /// What pages name of them.
  let chrome: Chrome.Assets

  private init(_ files: [(name: String, ending: String, type: String, text: String)]) {
    var replies: [String: Reply] = [:]
    var addresses: [String: Address] = [:]
    for file in files {
      let digest = SHA256.hash(data: Array(file.text.utf8)).prefix(8).map { byte in
        let text = String(byte, radix: 16)
        return text.count == 1 ? "0" + text : text
      }.joined()
      let name = "\(file.name)-\(digest).\(file.ending)"
      replies[name] = Reply(content: .asset(Array(file.text.utf8), type: file.type))
      addresses[file.name + file.ending] = Address("/static") / name
    }
    self.replies = replies
    chrome = Chrome.Assets(
      style: addresses["pagecss"] ?? "/", script: addresses["pagejs"] ?? "/", worker: addresses["livejs"] ?? "/")
  }

  subscript(_ name: String) -> Reply? { replies[name] }

  /// A style without comments, and without blanks that say nothing; what stands in quotes stays as it is.
  static func squeezed(_ style: String) -> String {
    var result: [UInt8] = []
    var rest = Array(style.utf8)[...]
    let marks = Set("{};,".utf8), blanks = Set(" \n\t".utf8)
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "/"), rest.first == UInt8(ascii: "*") {
        while let next = rest.popFirst(), !(next == UInt8(ascii: "*") && rest.first == UInt8(ascii: "/")) {}
        rest = rest.dropFirst()
      } else if byte == UInt8(ascii: "\"") {
        let end = rest.firstIndex(of: byte).map { rest.index(after: $0) } ?? rest.endIndex
        result.append(byte)
        result += rest[..<end]
        rest = rest[end...]
      } else if marks.contains(byte) {
        while let last = result.last, blanks.contains(last) { result.removeLast() }
        result.append(byte)
        rest = rest.drop(while: blanks.contains)
      } else if blanks.contains(byte) {
        rest = rest.drop(while: blanks.contains)
        if let last = result.last, !marks.contains(last) { result.append(UInt8(ascii: " ")) }
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
