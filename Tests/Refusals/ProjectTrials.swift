import Desk
import Domain
import Store
import TestSupport

/// Projects and accounts that are not what was meant.
extension Trial {
  static let projectUnknown = each(
    unknown("13062525P00023210O244", "校验位不对，疑为“13062525P000232100244”。"), unknown("XM9", ""))

  private static func unknown(_ code: String, _ likely: String) -> Trial {
    saying("没有编码为 \(code) 的项目。\(likely)请核对编码，或先导入该项目的预算文件。") { place in
      try await place.on(.sample) { store in
        _ = try await store.append(try SpendingLine(project: code, date: "2025-03-20", amount: "1元", voucher: "V-1"))
      }
    }
  }
  static let projectInDivisions = saying(
    "编码为 XM1000 的项目在几个区划都有：130402“保洁费项目”、130609“保洁费项目”。请指明区划。"
  ) { place in
    try await place.on(.counties) { store in
      _ = try await store.append(try SpendingLine(project: "XM1000", date: "2025-03-20", amount: "1元", voucher: "V-1"))
    }
  }
  static let yearMissing = saying("项目 \(Stage.cleaning) 在几个预算年度都有，请用 --year 指明。") { place in
    try await place.run("form", "show", "--project", Stage.cleaning, "--database", try await place.url(.paid))
  }
  static let outsideFiscalYear = each(
    saying("日期 2024-12-31 不在项目“保洁费项目”的预算年度（2025年）内。") { place in
      try await place.on(.sample) { store in
        _ = try await store.append(
          try SpendingLine(project: Stage.cleaning, date: "2024-12-31", amount: "1元", voucher: "V-1"))
      }
    },
    saying("日期 2024-12-31 不在预算年度2025年内。") { place in
      let day = try Day.parse("2024-12-31")
      try await place.on(.sample) { store in
        let indicators = try await store.indicators(of: try await FormTrial.key(store))
        _ = try indicators[0].context.value("430", on: day, today: day)
      }
    })
  static let projectVanished = saying("项目已不在部门的预算里，只能查看已报送的表。") { place in
    try await place.onOwn(.sample) { store, _ in
      let key = try await FormTrial.key(store)
      var budget = try Stage.budget()
      budget.projects.removeFirst()
      let terms = ImportTerms(effective: Day(startOf: 2025), agreesToRemovals: true)
      try await Stage.importing(budget, into: store, terms)
      let unit = try FormEntry(FormField(.unit), typed: "局本级")
      _ = try await FormDesk(store).fill(
        key, [unit], by: "张三", on: try Day.parse("2025-07-10"), fiscalYear: 2025)
    }
  }
  static let projectsNone = saying("这个部门没有项目，没有项目表可填；部门整体的表用 --part department。") { place in
    try await place.onOwn(.empty) { store, url in
      var budget = try Stage.budget()
      budget.projects = []
      try await Stage.importing(budget, into: store)
      try await place.run("report", "monitoring", "--database", url)
    }
  }
}
