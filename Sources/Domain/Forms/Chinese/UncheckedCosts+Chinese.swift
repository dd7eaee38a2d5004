extension UncheckedCosts {
  /// For people, without the full stop.
  package var chinese: String {
    switch reason {
    case .unread: "\(rows.quoted)的全年预计完成情况不是金额，未能与全年预计执行数核对"
    case .sameCategory: "\(rows.quoted)是同一支出类别的上限，支出分不开，成本各项合计未能与全年预计执行数核对"
    }
  }
}
