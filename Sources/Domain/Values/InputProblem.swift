/// Something a person typed that cannot be taken as it stands: what was expected, what came, what to do.
///
/// The message is a Chinese sentence for that person; the code is for programs.
package struct InputProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// A short name that does not change with the wording, such as `not-a-date`.
  package let code: String
  /// What to tell the person.
  package let message: String

  /// A problem with its code and sentence.
  package init(_ code: String, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }

  /// That a fiscal year was put away (归档): it is not answered as if nothing had been paid.
  package static func yearArchived(_ year: Int) -> InputProblem {
    InputProblem(
      "year-archived", "\(year)年已归档，不能再查询或记录；需要时请由数据表的所有者执行 jixiao archive restore \(year)。")
  }

  static func notADate(_ cell: ArraySlice<UInt8>) -> InputProblem {
    InputProblem("not-a-date", "“\(cell.excerpt)”不是日期，应写成 2025-03-20 这样的年-月-日。")
  }
}
