/// Why the description of a form's layout is not taken.
package enum LayoutProblem: Hashable, Sendable {
  /// It is no JSON, or no object.
  case notReadable
  /// Something that a description has not, with what may stand there.
  case unknown(_ word: String, known: [String])
  /// Something that has to be there.
  case missing(_ key: String)
  /// Another kind of value is meant.
  case wrongKind(meant: String)
  /// The columns' widths do not come to 100.
  case widths(sum: Int)
  /// A row whose cells cover another number of columns than there are.
  case columns(covered: Int, of: Int)
  /// Twice what may be there once.
  case twice(_ what: String)
  /// The code of a layout that the program brings along.
  case taken(_ code: String)

  /// What is wrong and what to do, without where.
  var chinese: String {
    switch self {
    case .notReadable: "不是JSON对象，请照已有版式的描述写"
    case .unknown(let word, let known): "不认识“\(word)”，可写\(known.listed)"
    case .missing(let key): "缺少“\(key)”，请补上"
    case .wrongKind(let meant): "应为\(meant)"
    case .widths(let sum): "各栏宽度合计应为100，现为\(sum)，请调整"
    case .columns(let covered, let all): "这一行的格占\(covered)栏，表有\(all)栏，请改各格的 columns"
    case .twice(let what): "有两处“\(what)”，只能有一处"
    case .taken(let code): "“\(code)”是程序自带的版式，请另取一个代码"
    }
  }
}
