internal import Domain
internal import Foundation

/// What the three group robots share: a JSON body to an address, and an error code inside an answer of HTTP 200.
struct Robot {
  let outlet: Outlet
  /// The names the error code goes by.
  let codeNames: [String]
  /// Codes that mean “too fast”, with the seconds to wait.
  let tooFast: [Int: Int]
  /// Codes that will be the same next time: a wrong signature, a robot that is gone.
  let hopeless: Set<Int>

  func post(_ body: JSONValue, to url: String) async -> SendOutcome {
    var transfer = Transfer(outlet, url: url, body: body.compact)
    transfer.headers = ["Content-Type: application/json; charset=utf-8", "User-Agent: jixiao"]
    let answer = await transfer.perform()
    return answer.httpFailure ?? read(answer.text)
  }

  /// What the answer's error code means.
  func read(_ text: String) -> SendOutcome {
    let fields = (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String: Any]
    guard let code = codeNames.lazy.compactMap({ fields?[$0] as? Int }).first else {
      return .failed(reason: .answerUnreadable(String(text.prefix(200))))
    }
    if code == 0 { return .taken(receipt: String(text.prefix(500))) }
    let words = (fields?["errmsg"] ?? fields?["msg"]) as? String ?? ""
    let reason = DeliveryNote.errorCode(code, String(words.prefix(200)))
    if let wait = tooFast[code] { return .failed(reason: reason, retryAfterSeconds: wait) }
    return hopeless.contains(code) ? .refused(reason: reason) : .failed(reason: reason)
  }
}

extension Envelope {
  /// Robots know no key: the number in the text tells a repeat.
  var numbered: String { MessageWords.number(key) }
}

/// A DingTalk group robot: 20 messages a minute, beyond which it is blocked for ten.
struct DingTalk {
  private let robot: Robot

  init(_ outlet: Outlet) {
    robot = Robot(
      outlet: outlet, codeNames: ["errcode"], tooFast: [130101: 600], hopeless: [300001, 300005, 310000, 400101])
  }

  func send(_ envelope: Envelope, at now: Instant) async -> SendOutcome {
    var url = robot.outlet.secret.url ?? ""
    if let secret = robot.outlet.secret.secret {
      let sign = DingTalk.sign(secret, milliseconds: now.milliseconds)
      url += (url.contains("?") ? "&" : "?") + "timestamp=\(now.milliseconds)&sign=\(sign)"
    }
    let text = envelope.rich.cut(toBytes: 18_000, saying: "\n\n" + MessageWords.cut) + "\n\n" + envelope.numbered
    return await robot.post(
      .fields(["msgtype": "markdown", "markdown": .fields(["title": .string(envelope.title), "text": .string(text)])]),
      to: url)
  }

  /// urlencode(base64(HMAC-SHA256(secret, "{milliseconds}\n{secret}"))).
  static func sign(_ secret: String, milliseconds: Int64) -> String {
    let base64 = Signature.bytes("\(milliseconds)\n\(secret)", secret).base64EncodedString()
    return base64.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? base64
  }
}

/// A Feishu group robot.
struct Feishu {
  private let robot: Robot

  init(_ outlet: Outlet) {
    robot = Robot(
      outlet: outlet, codeNames: ["code", "StatusCode"], tooFast: [9499: 60, 11232: 60],
      hopeless: [19001, 19021, 19022, 19024])
  }

  func send(_ envelope: Envelope, at now: Instant) async -> SendOutcome {
    let text = "\(envelope.title)\n\(envelope.text)".cut(toBytes: 18_000, saying: "\n\(MessageWords.cut)\n")
    var fields: [JSONValue.Field] = []
    if let secret = robot.outlet.secret.secret {
      let seconds = now.milliseconds / 1000
      fields =
        JSONValue.fields([
          "timestamp": .string(String(seconds)), "sign": .string(Feishu.sign(secret, seconds: seconds)),
        ]).objectFields
    }
    fields +=
      JSONValue.fields([
        "msg_type": "text", "content": .fields(["text": .string(text + envelope.numbered)]),
      ]).objectFields
    return await robot.post(.object(fields), to: robot.outlet.secret.url ?? "")
  }

  /// base64 of the HMAC-SHA256 of nothing by "{seconds}\n{secret}".
  static func sign(_ secret: String, seconds: Int64) -> String {
    Signature.bytes("", "\(seconds)\n\(secret)").base64EncodedString()
  }
}

/// A WeCom (企业微信) group robot: 20 messages a minute, Markdown of at most 4,096 bytes.
struct WeCom {
  private let robot: Robot

  init(_ outlet: Outlet) {
    robot = Robot(
      outlet: outlet, codeNames: ["errcode"], tooFast: [45009: 60, 45033: 60], hopeless: [93000, 40008, 40035])
  }

  func send(_ envelope: Envelope) async -> SendOutcome {
    let tail = "\n\n" + envelope.numbered
    let text = envelope.rich.cut(toBytes: 4_096 - tail.utf8.count, saying: "\n\n" + MessageWords.cut) + tail
    return await robot.post(
      .fields(["msgtype": "markdown", "markdown": .fields(["content": .string(text)])]),
      to: robot.outlet.secret.url ?? "")
  }
}

extension JSONValue {
  fileprivate var objectFields: [Field] { if case .object(let fields) = self { fields } else { [] } }
}
