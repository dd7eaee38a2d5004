/// What is blank in forms that are printed to be signed though they are not filled in: on the paper it only stays blank.
package struct FormBlanks: Hashable, Sendable {
  private let names: [String], counts: [Int]

  /// What is blank; nil where nothing is.
  ///
  /// - Parameter forms: the forms' names, with how many places are blank in each.
  package init?(_ forms: [(name: String, count: Int)]) {
    let blank = forms.filter { $0.count > 0 }
    guard !blank.isEmpty else { return nil }
    (names, counts) = (blank.map(\.name), blank.map(\.count))
  }

  /// What is told beside the paper: at most three forms by name.
  package func sentence(at door: Door) -> String {
    let first = zip(names, counts).prefix(3).map { "“\($0)”\($1)处" }.listed
    let which =
      names.count == 1
      ? "“\(names[0])”还没有填完就打印，缺\(counts[0])处"
      : "\(first)\(names.count > 3 ? "等\(names.count)张表" : "")还没有填完就打印，共缺\(counts.reduce(0, +))处"
    return "\(which)，正式稿中留空；要看缺什么，\(door(.printDraft))。"
  }
}
