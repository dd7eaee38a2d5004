extension ServiceNote {
  /// What is said.
  package var chinese: String {
    switch self {
    case .jobNeverEnded: "每次执行都没有结束：程序崩溃、超时或内存超限"
    case .jobEndless(let job): "任务 #\(job) 超过时限仍未结束"
    case .migrationWaits(let name, let attempt): "升级脚本 \(name) 在等其他程序用完数据表（第\(attempt)次）…"
    case .yearsClosed(let years):
      "\(years.map(String.init).listed)年没有分区，记不进支出；请由数据表的所有者执行 SELECT open_year(年度)。"
    case .partsBare(let parts): "分区 \(parts.listed) 缺少主表的触发器，请由数据库管理员核对。"
    }
  }
}
