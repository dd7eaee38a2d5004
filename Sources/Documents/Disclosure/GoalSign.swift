internal import Domain

/// A sign that running text prints before a number or says in words, before it or behind it; what is left is the name.
struct GoalSign {
  let sign: Comparison
  let name: String

  private static let heads: [(String, Comparison)] = [
    (">=", .atLeast), ("<=", .atMost), ("≥", .atLeast), ("≤", .atMost), (">", .moreThan), ("<", .lessThan),
    ("=", .equal), ("等于", .equal), ("不低于", .atLeast), ("不少于", .atLeast), ("不高于", .atMost), ("不超过", .atMost),
    ("不突破", .atMost), ("不多于", .atMost), ("控制在", .atMost), ("低于", .lessThan), ("少于", .lessThan),
  ]
  private static let tails: [(String, Comparison)] = [
    ("及以上", .atLeast), ("以上", .atLeast), ("及以下", .atMost), ("以下", .atMost), ("以内", .atMost), ("之内", .atMost),
  ]

  /// Nil where nothing is said, or two things that do not agree.
  init?(before: Substring, behind: Substring) {
    let head = GoalSign.heads.first { before.hasSuffix($0.0) }
    let tail = GoalSign.tails.first { behind.hasPrefix($0.0) }
    guard let sign = head?.1 ?? tail?.1 else { return nil }
    if let head, let tail, head.1.isReverse != tail.1.isReverse { return nil }
    self.sign = sign
    name = String(before.dropLast(head?.0.count ?? 0) + behind.dropFirst(tail?.0.count ?? 0))
  }
}
