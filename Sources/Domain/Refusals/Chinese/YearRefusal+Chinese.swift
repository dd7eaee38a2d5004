extension YearRefusal {
  /// The sentence for the person who asked.
  func chinese(at door: Door) -> String {
    switch self {
    case .archived(let year): "\(year)年已归档，不能再查询或记录；需要时请由数据表的所有者\(door(.restoreYear(year)))。"
    case .archivedAlready(let years): "\(years.chinese)已经归档。"
    case .kept(let years): "\(years.chinese)没有归档，不需要恢复。"
    case .tooYoung(let years, let isShared, let from, let retention, let floor):
      "\(years.chinese)\(isShared ? "的数据在同一分区，一起归档，" : "")要到 \(from) 才能归档（年度结束后保留\(retention)年，最少\(floor)年\(door(.seeSettings))）。"
    case .unknown(let year, let known):
      "没有\(year)年的数据，\(known.isEmpty ? "还没有导入过预算文件" : "现有：\(known.map(\.chinese).listed)")。"
    case .notOwner: "归档和恢复要用数据表的所有者（执行升级的角色）连接数据库。"
    case .locked(let undone): "一直等不到表锁，\(undone.chinese)。请稍后再试，或先停止守护进程和其他正在使用数据库的程序。"
    case .archiveMissing(let table): "数据库里没有归档表 \(table)，没有恢复；它已转存的，请先用 pg_restore 放回原处。"
    case .archiveChanged(let table): "归档表 \(table) 与归档时不一致（行数或校验值不同），没有恢复；请用归档后的备份换回。"
    }
  }
}

extension YearRefusal.Undone {
  fileprivate var chinese: String {
    switch self {
    case .moving(let years): "\(years.chinese)没有变动"
    case .importing: "没有导入"
    }
  }
}
