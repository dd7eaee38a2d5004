internal import CNotify
internal import Dispatch
internal import Domain

/// One transfer to a channel's other side.
struct Transfer: Sendable {
  var url: String
  var headers: [String] = []
  /// What is posted; nil to get.
  var body: String?
  var html: String?
  /// A file that goes with a mail: its bytes, its type, and the header that names it.
  var file: (content: [UInt8], type: String, disposition: String)?
  var mailFrom: String?, mailTo: String?
  var user: String?, password: String?
  var requiresTLS = false
  var allowsPrivate: Bool
  /// One private address that may be reached nonetheless, and what a name resolves to, as host:port:address,address.
  var exempt: String?, resolve: String?
  var proxy: String?, caFile: String?
  /// Milliseconds it may take in all, asking for the name included.
  var milliseconds: Int64

  /// A transfer for a channel, with all that the channel says of the way.
  init(_ outlet: Outlet, url: String, body: String) {
    self.url = url
    self.body = body
    allowsPrivate = outlet.allowsPrivate
    proxy = outlet.settings.proxy
    caFile = outlet.settings.caFile
    milliseconds = outlet.kind.sendingMilliseconds
  }

  /// A transfer to an address that whoever keeps the service has set.
  init(to url: String, posting body: String?, headers: [String], milliseconds: Int64, answerRoom: Int) {
    (self.url, self.body, self.headers) = (url, body, headers)
    (self.milliseconds, self.answerRoom) = (milliseconds, answerRoom)
    allowsPrivate = true
  }

  /// What came of a transfer.
  struct Answer: Sendable {
    let result: Int32
    let status: Int
    let retryAfterSeconds: Int?
    let refusedAddress: String?
    let error: String
    let text: String
  }

  private static let connectMilliseconds = 5_000
  /// Bytes kept of an answer: a robot's word must fit whole, or what was taken looks like it was not.
  var answerRoom = 16_384
  private static let queue = DispatchQueue(label: "jixiao.notify", attributes: .concurrent)

  /// Does it, on a thread of its own: libcurl blocks.
  func perform() async -> Answer {
    await withCheckedContinuation { continuation in
      Transfer.queue.async { continuation.resume(returning: performBlocking()) }
    }
  }

  private func performBlocking() -> Answer {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: answerRoom) { room in
      performBlocking(answeringIn: room)
    }
  }

  private func performBlocking(answeringIn room: UnsafeMutableBufferPointer<CChar>) -> Answer {
    var texts = Texts()
    defer { texts.free() }
    let lines = headers.map { texts.copy($0) }
    return lines.withUnsafeBufferPointer { lines in
      var request = notify_request()
      request.text = room.baseAddress
      request.text_room = room.count
      request.url = texts.copy(url)
      request.headers = lines.baseAddress
      request.header_count = lines.count
      request.body = body.map { texts.copy($0) }
      request.body_length = body?.utf8.count ?? 0
      request.html = html.map { texts.copy($0) }
      if let file {
        request.file = texts.copy(bytes: file.content)
        request.file_length = file.content.count
        request.file_type = texts.copy(file.type)
        request.file_disposition = texts.copy(file.disposition)
      }
      request.mail_from = mailFrom.map { texts.copy($0) }
      request.mail_to = mailTo.map { texts.copy($0) }
      request.user = user.map { texts.copy($0) }
      request.password = password.map { texts.copy($0) }
      request.requires_tls = requiresTLS ? 1 : 0
      request.allows_private = allowsPrivate ? 1 : 0
      request.exempt = exempt.map { texts.copy($0) }
      request.resolve = resolve.map { texts.copy($0) }
      request.proxy = proxy.map { texts.copy($0) }
      request.ca_file = caFile.map { texts.copy($0) }
      request.connect_timeout_ms = Transfer.connectMilliseconds
      request.timeout_ms = Int(milliseconds)
      var answer = notify_answer()
      notify_transfer(&request, &answer)
      return Answer(answer, text: Texts.string(UnsafeRawBufferPointer(room)))
    }
  }
}

extension Transfer.Answer {
  fileprivate init(_ answer: notify_answer, text: String) {
    var answer = answer
    self.init(
      result: answer.result, status: answer.status,
      retryAfterSeconds: answer.retry_after > 0 ? answer.retry_after : nil,
      refusedAddress: answer.is_refused == 0 ? nil : withUnsafeBytes(of: &answer.address, Texts.string),
      error: withUnsafeBytes(of: &answer.error, Texts.string), text: text)
  }

  /// What every channel makes of an answer before it looks into it; nil where the other side took it.
  var failure: SendOutcome? {
    if let refusedAddress {
      return .refused(reason: .addressInside(refusedAddress))
    }
    guard result == 0 else { return .failed(reason: .notDelivered(error)) }
    return nil
  }

  /// Whether the status came whole, though what followed did not: an answer that is cut off or never ends was an answer.
  var isTaken: Bool { (200..<300).contains(status) }

  /// What the status of an HTTP answer means.
  var httpFailure: SendOutcome? {
    if let failure { return failure }
    switch status {
    case 200..<300: return nil
    case 300..<400: return .refused(reason: .redirected(Int(status)))
    case 408, 425, 429, 500...: return .failed(reason: .busy(Int(status)), retryAfterSeconds: retryAfterSeconds)
    default: return .refused(reason: .refused(Int(status), String(text.prefix(200))))
    }
  }
}

/// C strings that live as long as a call.
private struct Texts {
  private var copies: [UnsafeMutablePointer<CChar>] = []

  mutating func copy(_ text: String) -> UnsafePointer<CChar> {
    let bytes = text.utf8CString
    let pointer = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
    for (index, byte) in bytes.enumerated() { pointer[index] = byte }
    copies.append(pointer)
    return UnsafePointer(pointer)
  }

  mutating func copy(bytes: [UInt8]) -> UnsafePointer<CChar> {
    let pointer = UnsafeMutablePointer<CChar>.allocate(capacity: max(1, bytes.count))
    for (index, byte) in bytes.enumerated() { pointer[index] = CChar(bitPattern: byte) }
    copies.append(pointer)
    return UnsafePointer(pointer)
  }

  func free() {
    for copy in copies { copy.deallocate() }
  }

  static func string(_ bytes: UnsafeRawBufferPointer) -> String {
    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }
}
