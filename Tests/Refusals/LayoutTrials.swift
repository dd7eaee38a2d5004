import Domain
import Reports
import Store

/// A national layout with one thing changed.
private func layout(_ old: String, _ new: String) throws -> [UInt8] {
  guard let json = FormLayout.known.first?.json, let place = json.firstRange(of: old) else { throw NotThere() }
  var changed = json
  changed.replaceSubrange(place, with: new)
  return Array(changed.utf8)
}

/// Layouts of forms that cannot be followed.
extension Trial {
  static let layoutUnsound = each(
    saying("版式的 code 处“CN-monitoring”是程序自带的版式，请另取一个代码。") { _ in
      _ = try FormLayout(added: try layout("\"code\": ", "\"code\":  "))
    },
    saying("版式文件不是JSON对象，请照已有版式的描述写。") { _ in _ = try FormLayout(json: Array("[]".utf8)) },
    saying(
      "版式的 sections[1].rows[1][2] 处不认识“sauce”，可写text、source、columns、rows、align、merged、points、before、otherwise、mark、sum、required。"
    ) { _ in _ = try FormLayout(json: try layout("\"source\": \"name\"", "\"sauce\": \"name\"")) },
    saying(
      "版式的 sections[1].rows[1][2] 处不认识“required”，可写text、source、columns、rows、align、merged、points、before、otherwise、mark、sum。"
    ) { _ in
      _ = try FormLayout(json: try layout("\"source\": \"name\"", "\"required\": true, \"source\": \"name\""))
    },
    saying("版式文件缺少“title”，请补上。") { _ in _ = try FormLayout(json: try layout("\"title\": \"项目支出绩效目标执行监控表\",", "")) },
    saying("版式的 columns[1] 处应为1到100的整数。") { _ in _ = try FormLayout(json: try layout("[3, 7,", "[0, 7,")) },
    saying("版式的 columns 处各栏宽度合计应为100，现为102，请调整。") { _ in _ = try FormLayout(json: try layout("[3, 7,", "[5, 7,")) },
    saying("版式的 sections[1].rows[1] 处这一行的格占16栏，表有17栏，请改各格的 columns。") { _ in
      _ = try FormLayout(json: try layout("\"columns\": 15", "\"columns\": 14"))
    },
    saying("版式的 sections[4] 处有两处“\"each\": \"fund\"”，只能有一处。") { _ in
      let extra =
        "\"each\": \"fund\", \"heading\": [[{\"columns\": 17}]], \"lines\": [{\"caption\": \"总额\", \"fund\": \"total\"}], "
      _ = try FormLayout(
        json: try layout(
          "{\n      \"each\": \"indicator\"", "{" + extra + "\"row\": [{\"columns\": 17}]}, {\"each\": \"indicator\""))
    })
  static let layoutUnknown = saying(
    "没有版式“XJ”，可写CN-monitoring、CN-self-evaluation、HE-self-evaluation、SC-self-evaluation、CN-monitoring-department、CN-self-evaluation-department。"
  ) {
    place in
    try await place.run(
      "report", "monitoring", "--project", Stage.cleaning, "--layout", "XJ", "--database", try await place.url(.sample))
  }
  static let layoutOfOtherForm = saying("版式“CN-monitoring”是绩效运行监控表的，请换一个，或改打印绩效运行监控表。") { place in
    try await place.run(
      "report", "self-evaluation", "--project", Stage.cleaning, "--layout", "CN-monitoring", "--database",
      try await place.url(.sample))
  }
  static let layoutTooEarly = saying("2025年7月10日已有报送的表，照报送时的版式打印；新版式要从2025年7月11日或以后采用，收到2025年7月10日。") { place in
    try await place.onOwn(.sample) { store, url in
      let key = try await FormTrial.key(store)
      _ = try await store.act(.submit, on: key, by: "张三", on: Day.parse("2025-07-10"), asOf: Day.parse("2025-06-30")) {
        _, _, _ in SubmittedForm(blockers: [], snapshot: "{}")
      }
      try await place.run(
        "form", "layout", "use", "CN-monitoring", "--department", "304", "--on", "2025-07-10", "--database", url)
    }
  }
}
