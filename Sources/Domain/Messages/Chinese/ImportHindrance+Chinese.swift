extension ImportHindrance {
  /// Why, in the words of a door.
  package func sentence(at door: Door) -> String {
    switch self {
    case .unread(let file, let findings):
      "\(file) 没有导入：\(findings.prefix(5).map { "\n  \($0.sentence(at: door))（\($0.place)）" }.joined())"
        + (findings.count > 5 ? "\n  等\(findings.count)处。" : "")
    case .refused(let file, let refusal, let isTrial):
      "\(file) \(isTrial ? "不能导入" : "没有导入")：\(refusal.sentence(at: door))"
    }
  }
}
