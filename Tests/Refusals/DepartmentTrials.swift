import Domain
import Store

/// Departments that are not what was meant, and documents of them that are not imported.
extension Trial {
  static let departmentsNone = each(
    saying("还没有部门，请先用 jixiao import 导入部门预算文件。") { place in
      try await place.run("rules", "--database", try await place.url(.empty))
    },
    saying("还没有2024年的部门，请先用 jixiao import 导入部门预算文件。") { place in
      try await place.run("report", "bulletin", "--year", "2024", "--database", try await place.url(.sample))
    })
  static let departmentUnknown = each(
    unknown("999", "--department", "999"), unknown("999 2025年", "--department", "999", "--year", "2025"),
    unknown("304 2024年 区划130625", "--department", "304", "--year", "2024", "--division", "130625"),
    saying("没有这个部门：999。已有：\((1...20).map { "4\(10 + $0) 某局（2025年）" }.joined(separator: "；"))等21个。") { place in
      try await place.onOwn(.empty) { store, url in
        for number in 1...21 {
          try await Stage.importing(try emptied("4\(10 + number)", "某局"), into: store, Trial.meant)
        }
        try await place.run("rules", "--department", "999", "--database", url)
      }
    })
  static let departmentAmbiguous = each(
    saying(
      "有2个部门符合，请用 --department（编码或名称）、--year 指定一个：304 \(Stage.bureau)（2025年）；304 \(Stage.bureau)（2026年）。"
    ) { place in
      try await place.run("rules", "--database", try await place.url(.paid))
    },
    saying(
      "有2个部门符合，请用 --department（编码或名称）、--year、--division（区划） 指定一个："
        + "130402 304 \(Stage.bureau)（2025年）；130609 304 \(Stage.bureau)（2025年）。"
    ) { place in
      try await place.run("rules", "--database", try await place.url(.counties))
    })
  static let areaUnknown = saying("没有项目编码以“999999”开头的部门。") { place in
    try await place.run("report", "bulletin", "--area", "999999", "--database", try await place.url(.sample))
  }
  static let departmentVanished = saying("部门记录已不存在。") { place in
    try await place.on(.sample) { try await $0.removeDepartment(999_999) }
  }
  static let departmentEmpty = saying("编码和名称不能是空白。") { place in
    try await place.run("department", "rename", "304", "--name", "　", "--database", try await place.url(.sample))
  }
  static let departmentSame = saying("部门已经是“304 \(Stage.bureau)”，没有改动。") { place in
    try await place.on(.sample) { store in
      let entry = try await only(store)
      try await store.renameDepartment(entry.id, to: entry.identity)
    }
  }
  static let departmentTaken = saying("2025年已另有部门“304 \(Stage.bureau)”；若那是误导入的，请先移除部门“304 \(Stage.bureau)”。") { place in
    try await place.on(.counties) { store in
      let entry = try await only(store, in: Stage.xushui)
      let new = DepartmentIdentity(division: Stage.hanshan, code: "304", name: Stage.bureau, fiscalYear: 2025)
      try await store.renameDepartment(entry.id, to: new)
    }
  }
  static let divisionHasProjects = saying("区划 130402 已有编码相同的项目，没有改动；请核对是不是同一个部门导入了两次。") { place in
    try await place.on(.counties) { store in
      let entry = try await only(store, in: Stage.xushui)
      let new = DepartmentIdentity(division: Stage.hanshan, code: "305", name: "另一局", fiscalYear: 2025)
      try await store.renameDepartment(entry.id, to: new)
    }
  }
  static let departmentInUse = saying(
    "“304 \(Stage.bureau)”已有记录（支出7笔），不能移除。若只是改了名称或编码，请给部门改名。"
  ) { place in
    try await place.on(.paid) { store in
      try await store.removeDepartment(try await only(store, year: 2025).id)
    }
  }
  static let removalAsked = each(
    saying(removal("1个已有的项目：\(Stage.cleaning) 保洁费项目（已支付7,502.00元）")) { place in
      var budget = try Stage.budget()
      budget.projects.removeFirst()
      let without = budget
      try await place.on(.paid) { try await Stage.importing(without, into: $0) }
    },
    saying(
      removal("21个已有的项目：\((1...20).map { "XM\(100 + $0) 保洁费项目（已支付0.00元）" }.joined(separator: "；"))等")
    ) { place in
      try await place.onOwn(.empty) { store, _ in
        var budget = try Stage.budget()
        let project = budget.projects[0]
        budget.projects = try (1...22).map { number in
          var other = project
          other.code = try ProjectCode.parse("XM\(100 + number)")
          return other
        }
        try await Stage.importing(budget, into: store)
        budget.projects.removeFirst(21)
        try await Stage.importing(budget, into: store)
      }
    })
  static let departmentWithoutDivision = saying(
    "已有2025年的部门“304 \(Stage.bureau)”，没有指明区划；文件属于区划 130609。没有导入。如果是同一部门，请先把“304 \(Stage.bureau)”归到区划 130609；如果确是另一个部门，请写明部门“304 \(Stage.bureau)”，加以说明。"
  ) { place in
    try await place.onOwn(.empty) { store, _ in
      try await Stage.importing(try Stage.budget(of: nil), into: store)
      try await Stage.importing(try Stage.budget(of: Stage.xushui), into: store)
    }
  }
  static let departmentDiffers = saying(
    "已有2025年的部门“304 \(Stage.bureau)”，文件写的是“304 另一局”。没有导入。如果是同一部门改了名称或编码，请先把“304 \(Stage.bureau)”改为“304 另一局”；如果确是另一个部门，请写明部门“304 另一局”，加以说明。"
  ) { place in
    try await place.on(.sample) { try await Stage.importing(try renamed("304", "另一局"), into: $0) }
  }
  static let projectOfAnotherDepartment = each(
    saying(
      "项目 \(Stage.cleaning) 已属于“304 \(Stage.bureau)”，没有导入。若部门改了名称、编码或区划，请先把“304 \(Stage.bureau)”改为“305 另一局”；若那次导入是误操作，请先移除部门“304 \(Stage.bureau)”。"
    ) { place in
      try await place.on(.sample) { try await Stage.importing(try renamed("305", "另一局"), into: $0) }
    },
    saying(
      "项目 \(Stage.cleaning) 已属于区划130625的“304 \(Stage.bureau)”，没有导入。若部门改了名称、编码或区划，请先把“304 \(Stage.bureau)”改为“305 另一局”，归到区划 130402；若部门仍属区划130625，请指明区划 130625；若那次导入是误操作，请先移除部门“304 \(Stage.bureau)”。"
    ) { place in
      try await place.on(.sample) { try await Stage.importing(try renamed("305", "另一局", in: Stage.hanshan), into: $0) }
    },
    saying(
      "项目 \(Stage.cleaning) 已属于没有指明区划的“304 \(Stage.bureau)”，没有导入。若部门改了名称、编码或区划，请先把“304 \(Stage.bureau)”改为“305 另一局”，归到区划 130625；若那次导入是误操作，请先移除部门“304 \(Stage.bureau)”。"
    ) { place in
      try await place.onOwn(.empty) { store, _ in
        try await Stage.importing(try renamed("304", Stage.bureau, in: .unspecified), into: store)
        try await Stage.importing(try renamed("305", "另一局"), into: store)
      }
    })
  static let effectiveDay = saying(at: { "生效日期 2024-12-31 应在预算年度2025年内，且不晚于今天（\($0.noted)）。" }) { place in
    let terms = ImportTerms(effective: try Day.parse("2024-12-31"))
    do {
      try await place.on(.sample) { try await Stage.importing(try Stage.budget(), into: $0, terms) }
    } catch let refusal as Refusal {
      // Whatever the database's day is.
      if case .department(.effectiveDay(_, _, let today)) = refusal { place.note("\(today)") }
      throw refusal
    }
  }

  private static let meant = ImportTerms(isDepartmentGiven: true)

  private static func unknown(_ what: String, _ arguments: String...) -> Trial {
    saying("没有这个部门：\(what)。已有：304 \(Stage.bureau)（2025年）。") { place in
      try await place.run(["rules"] + arguments + ["--database", try await place.url(.sample)])
    }
  }

  private static func removal(_ what: String) -> String {
    "这份文件里没有了\(what)。没有导入，也没有改动。如果确实要删除，请确认后重新导入；否则请检查文件是否完整。"
  }

  private static func renamed(
    _ code: String, _ name: String, in division: DivisionCode? = nil
  ) throws -> DepartmentBudget {
    var budget = try Stage.budget()
    budget.department = DepartmentIdentity(
      division: division ?? budget.department.division, code: code, name: name,
      fiscalYear: budget.department.fiscalYear)
    return budget
  }

  private static func emptied(_ code: String, _ name: String) throws -> DepartmentBudget {
    var budget = try renamed(code, name)
    budget.projects = []
    return budget
  }

  private static func only(_ store: Store, year: Int? = nil, in division: DivisionCode? = nil) async throws
    -> DepartmentEntry
  {
    guard let entry = try await store.departments(year: year, in: division).first else { throw NotThere() }
    return entry
  }
}
