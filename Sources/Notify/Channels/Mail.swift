internal import Domain
internal import Foundation

/// Mail by SMTP: plain and HTML parts; a repeat has the same Message-ID.
struct Mail {
  private let outlet: Outlet

  init(_ outlet: Outlet) { self.outlet = outlet }

  func send(_ envelope: Envelope) async -> SendOutcome {
    guard envelope.address.isMailAddress else { return .refused(reason: .addressNotMail(envelope.address)) }
    let from = outlet.settings.from ?? ""
    let protection = outlet.settings.protection ?? .starttls
    let scheme = protection == .tls ? "smtps" : "smtp"
    let port = outlet.settings.port ?? (protection == .tls ? 465 : protection == .starttls ? 587 : 25)
    var transfer = Transfer(
      outlet, url: "\(scheme)://\(outlet.settings.host ?? ""):\(port)/jixiao", body: envelope.text)
    transfer.headers = Mail.headers(envelope, from: from)
    transfer.html = envelope.rich.isEmpty ? nil : envelope.rich
    transfer.file = envelope.attachment.map { ($0.content, Mail.type($0.name), Mail.disposition($0.name)) }
    transfer.mailFrom = "<\(from)>"
    transfer.mailTo = "<\(envelope.address)>"
    transfer.user = outlet.secret.user
    transfer.password = outlet.secret.password
    transfer.requiresTLS = protection == .starttls
    let answer = await transfer.perform()
    if answer.refusedAddress == nil, answer.result != 0, (500..<600).contains(answer.status), answer.status != 535 {
      return .refused(reason: .mailRefused(String(answer.text.prefix(200))))
    }
    if let failure = answer.failure { return failure }
    return .taken(receipt: answer.text.isEmpty ? "250" : String(answer.text.prefix(500)))
  }

  /// The type of a workbook, with its name as programs want it that do not read RFC 2231.
  private static func type(_ name: String) -> String {
    let words = encodedWords(name).split(separator: "\r\n").joined()
    return "\(FileType.of(name.hasSuffix(".json") ? "json" : "xlsx")); name=\"\(words)\""
  }

  /// The header that names a file, in UTF-8 as RFC 2231 wants it.
  static func disposition(_ name: String) -> String {
    let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
    let hexadecimal = Array("0123456789ABCDEF")
    let encoded = name.utf8.reduce(into: "") { text, byte in
      if plain.contains(byte) {
        text.append(Character(UnicodeScalar(byte)))
      } else {
        text += "%\(hexadecimal[Int(byte >> 4)])\(hexadecimal[Int(byte & 15)])"
      }
    }
    return "Content-Disposition: attachment; filename*=UTF-8''\(encoded)"
  }

  static func headers(_ envelope: Envelope, from: String) -> [String] {
    let domain = from.split(separator: "@").last.map(String.init) ?? "jixiao"
    return [
      "Date: \(date(envelope.writtenAt))", "From: \(encodedWords(MessageWords.sender)) <\(from)>",
      "To: <\(envelope.address)>",
      "Subject: \(encodedWords(envelope.title))", "Message-ID: <\(envelope.key)@\(domain)>",
      "X-Idempotency-Key: \(envelope.key)", "Auto-Submitted: auto-generated",
    ]
  }

  /// A text as RFC 2047 wants it in a header: words of at most 75 characters, cut on characters.
  static func encodedWords(_ text: String) -> String {
    var words: [String] = []
    var piece: [UInt8] = []
    func flush() {
      if !piece.isEmpty { words.append("=?UTF-8?B?\(Data(piece).base64EncodedString())?=") }
      piece = []
    }
    for character in text {
      let bytes = Array(String(character).utf8).filter { $0 >= 0x20 }
      if piece.count + bytes.count > 42 { flush() }
      piece += bytes
    }
    flush()
    return words.joined(separator: "\r\n ")
  }

  /// `Fri, 20 Jun 2025 08:30:00 +0800`.
  static func date(_ time: Instant) -> String {
    let (year, month, day) = time.day.components
    let weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][time.day.weekday - 1]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let clock = time.description.dropFirst(11).prefix(8)
    return "\(weekday), \(day) \(months[month - 1]) \(year) \(clock) +0800"
  }
}
