/// How far the departments of a recipient are judged: messages are made of what is judged, and say nothing of what is not.
package struct JudgingStanding: Hashable, Sendable {
  /// The day that is asked about.
  package let day: Day
  /// How many departments there are, and how many of them are not judged as of that day.
  package let departments: Int, behind: Int
  /// The last day through which any of them is judged; nil for none.
  package let through: Day?

  /// A standing.
  package init(day: Day, departments: Int, behind: Int, through: Day?) {
    (self.day, self.departments, self.behind, self.through) = (day, departments, behind, through)
  }

  /// What is not judged, and what to do; nil where all is.
  package func remark(at door: Door) -> String? {
    guard behind > 0 else { return nil }
    let which = departments == 1 ? "" : "\(departments)个部门中的\(behind)个"
    let last = through.map { $0 < day ? "（最近一次评判到\($0.chinese)）" : "" } ?? ""
    return "\(which)还没有截至\(day.chinese)的评判\(last)，预警可能不全。请先\(door(.judge(day)))。"
  }
}
