internal import Domain
internal import Foundation

/// A part of a description as it is read, with where it stands, so that whoever wrote it is told.
struct LayoutReader {
  private let value: Value
  private let place: String

  private enum Value: Decodable {
    case flag(Bool), number(Int), text(String), list([Value]), object([String: Value]), other

    init(from decoder: any Decoder) throws {
      let single = try decoder.singleValueContainer()
      if let flag = try? single.decode(Bool.self) {
        self = .flag(flag)
      } else if let number = try? single.decode(Int.self) {
        self = .number(number)
      } else if let text = try? single.decode(String.self) {
        self = .text(text)
      } else if let list = try? single.decode([Value].self) {
        self = .list(list)
      } else if let object = try? single.decode([String: Value].self) {
        self = .object(object)
      } else {
        self = .other
      }
    }
  }

  private init(_ value: Value, at place: String) { (self.value, self.place) = (value, place) }

  /// A description's text.
  init(_ bytes: [UInt8]) throws(Refusal) {
    guard let value = try? JSONDecoder().decode(Value.self, from: Data(bytes)), case .object = value else {
      throw .form(.layoutUnsound(at: "", .notReadable))
    }
    self.init(value, at: "")
  }

  /// What is wrong here.
  func wrong(_ problem: LayoutProblem) -> Refusal { .form(.layoutUnsound(at: place, problem)) }

  /// The keys of an object; refused where it has others than are known, or lacks one.
  func object(_ known: [String], needed: [String] = []) throws(Refusal) -> [String: LayoutReader] {
    guard case .object(let fields) = value else { throw wrong(.wrongKind(meant: "JSON对象")) }
    if let strange = fields.keys.sorted().first(where: { !known.contains($0) }) {
      throw wrong(.unknown(strange, known: known))
    }
    if let lacking = needed.first(where: { fields[$0] == nil }) { throw wrong(.missing(lacking)) }
    let before = place.isEmpty ? "" : place + "."
    return Dictionary(uniqueKeysWithValues: fields.map { ($0.key, LayoutReader($0.value, at: before + $0.key)) })
  }

  /// The parts of a list; refused where it is none, or empty and may not be.
  func list(mayBeEmpty: Bool = false) throws(Refusal) -> [LayoutReader] {
    guard case .list(let values) = value, mayBeEmpty || !values.isEmpty else {
      throw wrong(.wrongKind(meant: "列表，不能为空"))
    }
    return values.enumerated().map { LayoutReader($1, at: "\(place)[\($0 + 1)]") }
  }

  func text() throws(Refusal) -> String {
    guard case .text(let text) = value else { throw wrong(.wrongKind(meant: "文字")) }
    return text
  }

  func texts() throws(Refusal) -> [String] {
    var texts: [String] = []
    for part in try list(mayBeEmpty: true) { texts.append(try part.text()) }
    return texts
  }

  func number(_ range: ClosedRange<Int>) throws(Refusal) -> Int {
    guard case .number(let number) = value, range.contains(number) else {
      throw wrong(.wrongKind(meant: "\(range.lowerBound)到\(range.upperBound)的整数"))
    }
    return number
  }

  func flag() throws(Refusal) -> Bool {
    guard case .flag(let flag) = value else { throw wrong(.wrongKind(meant: "true或false")) }
    return flag
  }

  /// One of some words.
  func word<Word: RawRepresentable<String> & CaseIterable>(_ type: Word.Type) throws(Refusal) -> Word {
    let text = try text()
    guard let word = Word(rawValue: text) else {
      throw wrong(.unknown(text, known: Word.allCases.map(\.rawValue)))
    }
    return word
  }
}
