import Domain
import Store

/// Divisions that are not what was meant.
extension Trial {
  static let divisionsNone = saying("没有区划“徐水区”。还没有任何区划，请添加。") { place in
    try await place.on(.empty) { _ = try await $0.division(named: "徐水区") }
  }
  static let divisionUnknown = each(
    saying("没有区划“徐水区”。已有：130625。") { place in
      try await place.on(.sample) { _ = try await $0.division(named: "徐水区") }
    },
    saying("没有区划“徐水区”。已有：\((1...20).map { "\(130_900 + $0) 某区" }.joined(separator: "、"))等。") { place in
      try await place.onOwn(.empty) { store, _ in
        for number in 1...21 {
          try await store.keep(Division(code: DivisionCode(kept: "\(130_900 + number)"), name: "某区"))
        }
        _ = try await store.division(named: "徐水区")
      }
    })
  static let divisionParentUnknown = saying("没有区划 130101，请先添加上级区划。") { place in
    let division = Division(code: Stage.xushui, name: "徐水区", parent: DivisionCode(kept: "130101"))
    try await place.on(.counties) { try await $0.keep(division) }
  }
  static let divisionCircle = saying("区划 130609 不能归到自己或自己的下级 130609100 之下。") { place in
    let division = Division(code: Stage.xushui, name: "徐水区", parent: DivisionCode(kept: "130609100"))
    try await place.on(.counties) { try await $0.keep(division) }
  }
  static let divisionAmbiguous = saying("有2个区划叫“新区”，请改用编码：130901 新区、130902 新区。") { place in
    try await place.on(.counties) { _ = try await $0.division(named: "新区") }
  }
  static let divisionMissing = saying(
    "文件没有写明区划，项目编码里也看不出来，而库里有几个区划。没有导入。请指定“304 \(Stage.bureau)”属于哪个区划；已有的区划可以查看。"
  ) { place in
    try await place.on(.counties) { try await Stage.importing(try Stage.budget(of: nil), into: $0) }
  }
  static let divisionNameMissing = saying("请用 --name 写明区划名称。") { place in
    try await place.run("division", "add", "130609", "--name", "　")
  }
}
