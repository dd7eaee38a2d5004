import Foundation
import TestSupport
import Testing

/// The program itself, run as a person runs it: with an empty home and the private cluster.
@Suite("The program", .serialized)
struct CommandTests {
  struct Answer {
    let code: Int32
    let output: String
    let error: String
    var json: [String: Any]? { (try? JSONSerialization.jsonObject(with: Data(output.utf8))) as? [String: Any] }
  }

  static let home = FileManager.default.temporaryDirectory.appendingPathComponent("jixiao-home-\(getpid())").path

  private func run(_ arguments: String..., home: String = CommandTests.home) throws -> Answer {
    try run(list: arguments, home: home)
  }

  private func run(list arguments: [String], home: String) throws -> Answer {
    try FileManager.default.createDirectory(
      atPath: home, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o711])
    let process = Process()
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appendingPathComponent("jixiao")
    if !FileManager.default.isExecutableFile(atPath: process.executableURL?.path ?? "") {
      process.executableURL = Samples.root.appendingPathComponent(".build/debug/jixiao")
    }
    process.arguments = arguments
    process.environment = Samples.environment(home: home)
    let (output, error) = (home + "/out-\(UUID())", home + "/err-\(UUID())")
    for path in [output, error] { _ = FileManager.default.createFile(atPath: path, contents: nil) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle(forWritingAtPath: error)
    try process.run()
    process.waitUntilExit()
    return Answer(
      code: process.terminationStatus, output: try String(contentsOfFile: output, encoding: .utf8),
      error: try String(contentsOfFile: error, encoding: .utf8))
  }

  @Test("every command takes --json and then answers with one document")
  func json() throws {
    let dump = try run("--experimental-dump-help")
    let root = try #require(dump.json?["command"] as? [String: Any])
    func lacking(_ command: [String: Any], _ path: [String]) -> [String] {
      let below = (command["subcommands"] as? [[String: Any]] ?? []).filter { $0["commandName"] as? String != "help" }
      guard below.isEmpty else {
        return below.flatMap { lacking($0, path + [$0["commandName"] as? String ?? ""]) }
      }
      let arguments = command["arguments"] as? [[String: Any]] ?? []
      let names = arguments.flatMap { ($0["names"] as? [[String: Any]] ?? []).compactMap { $0["name"] as? String } }
      return names.contains("json") ? [] : [path.joined(separator: " ")]
    }
    // A daemon has no answer; the other runs one job for a daemon.
    #expect(lacking(root, []) == ["serve", "run-job"])
    let home = CommandTests.home + "-json"
    defer { try? FileManager.default.removeItem(atPath: home) }
    #expect(try run("import", Samples.path("304-2025.txt"), home: home).code == 0)
    let zip = home + "/全部.zip"
    let asked: [([String], [String])] = [
      (["recipient", "add", "--name", "张三", "--department", "304"], ["outcome", "message"]),
      (["recipient", "list"], ["recipients"]), (["route", "add", "--to", "张三"], ["outcome", "message"]),
      (["route", "list"], ["routes"]), (["channel", "list"], ["channels"]),
      (["calendar", "show"], ["changed", "years"]),
      (["alerts", "preview", "--as-of", "2025-07-01"], ["previews"]), (["alerts", "deliveries"], ["deliveries"]),
      (["set", "retention-years", "12"], ["outcome", "message"]), (["migrate"], ["outcome", "message"]),
      (["division", "add", "130625", "--name", "徐水区"], ["outcome", "message"]),
      (
        ["indicator", "bind", "--project", "13062525P000232100244", "--indicator", "1", "--to", "observation"],
        ["outcome"]
      ),
      (["rules", "use", "HE-2020-10", "--department", "304"], ["outcome", "message"]),
      (["report", "monitoring", "--through", "6"], ["forms"]),
      (["report", "package", "--through", "6", "--formats", "html", "-o", zip], ["file", "message"]),
      (["department", "rename", "304", "--name", "甲"], ["outcome", "message"]), (["errors"], ["errors", "findings"]),
    ]
    for (arguments, keys) in asked {
      let answer = try run(list: arguments + ["--json"], home: home)
      #expect(answer.code == 0, "\(arguments) \(answer.error)")
      #expect(Set(keys).isSubset(of: Set(answer.json.map { Array($0.keys) } ?? [])), "\(arguments) \(answer.output)")
    }
  }

  @Test("a first day: import, record, ask, correct a typing mistake")
  func firstDay() throws {
    defer { try? FileManager.default.removeItem(atPath: CommandTests.home) }
    let imported = try run("import", Samples.path("304-2025.txt"), "--json")
    #expect(imported.code == 0)
    let document = try #require((imported.json?["documents"] as? [[String: Any]])?.first)
    #expect((document["projects"] as? [[String: Any]])?.count == 12)
    #expect((document["outcome"] as? [String: Any])?["projectsAdded"] as? Int == 12)

    let typo = try run(
      "record", "spend", "--project", "13062525P00023210O244", "--date", "2025-03-20", "--amount", "7500元", "--voucher",
      "P-1")
    #expect(typo.code == 1 && typo.output.isEmpty && typo.error.contains("校验位不对，疑为“13062525P000232100244”"))
    let spent = try run(
      "record", "spend", "--project", "13062525P000232100244", "--date", "2025-03-20", "--amount", "7500元", "--voucher",
      "P-1", "--json")
    #expect(spent.code == 0 && spent.json?["outcome"] as? String == "added")

    // A question keeps nothing: what it lists has no number until somebody evaluates.
    let question = try run("alerts", "--as-of", "2025-06-20", "--json")
    #expect((question.json?["alerts"] as? [[String: Any]])?.allSatisfy { $0["id"] is NSNull } == true)
    #expect(try run("evaluate", "--as-of", "2025-06-20").code == 0)
    let alerts = try run("alerts", "--as-of", "2025-06-20", "--json")
    #expect(alerts.code == 0 && alerts.error.isEmpty && alerts.json?["asOf"] as? String == "2025-06-20")
    let list = try #require(alerts.json?["alerts"] as? [[String: Any]])
    let cleaning = try #require(
      list.first {
        $0["project"] as? String == "13062525P000232100244" && $0["rule"] as? String == "checkpoint-approaching"
      })
    #expect(
      cleaning["severity"] as? String == "blue" && cleaning["state"] as? String == "open" && cleaning["id"] is Int)
    #expect((cleaning["facts"] as? [String: Any])?["toPlan"] as? String == "7500.00")

    let file = CommandTests.home + "/spend.csv"
    try "项目编码,日期,金额,凭证号\n13062525P000232100244,2025-04-01,100,P-2\nX,2025-04-01,1,P-3\n".write(
      toFile: file, atomically: true, encoding: .utf8)
    let ingested = try run("record", "spend", "--from", file, "--json")
    #expect(ingested.code == 1 && ingested.json?["added"] as? Int == 1)
    #expect(((ingested.json?["refused"] as? [[String: Any]])?.first?["row"] as? Int) == 3)

    let observed = try run(
      "record", "observation", "--project", "13062525P000232100244", "--indicator", "机关人员满意度", "--date", "2025-06-01",
      "--value", "95%")
    #expect(observed.code == 0 && observed.output.contains("已记录"))
    let own = try run(
      "record", "observation", "--department", "304", "--indicator", "研发投入增速", "--date", "2025-06-01", "--value", "10%")
    #expect(own.code == 1 && own.error.contains("请用序号"))

    let report = try run(
      "report", "summary", "--department", "304", "--year", "2025", "--through", "6", "--format", "json")
    #expect(report.code == 0 && (report.json?["totals"] as? [String: Any])?["paid"] as? String == "7600.00")
    let html = CommandTests.home + "/s.html"
    #expect(try run("report", "summary", "--through", "6", "--format", "html", "-o", html).code == 0)
    #expect(try String(contentsOfFile: html, encoding: .utf8).contains("</html>"))
    let forms = try run("report", "monitoring", "--department", "304", "--format", "json")
    #expect((forms.json?["forms"] as? [Any])?.count == 12)
    let scored = try run("report", "self-evaluation", "--project", "13062525P000232100244", "--format", "json")
    let form = try #require((scored.json?["forms"] as? [[String: Any]])?.first)
    #expect(form["total"] is NSNull && ((form["execution"] as? [String: Any])?["score"] as? String) == "2.53")
    let signed = try run("report", "self-evaluation", "--format", "md")
    #expect(!signed.output.contains("〔") && !signed.output.contains("规则集") && signed.output.contains("填报单位（盖章）："))
    #expect(signed.error.contains("还没有填完就打印") && signed.error.contains("加 --draft"))
    let working = try run("report", "self-evaluation", "--format", "md", "--draft")
    #expect(working.output.contains("〔没有填报完成值〕") && working.output.contains("规则集") && working.error.isEmpty)
    #expect(try run("report", "monitoring", "--through", "12").code == 2)
    #expect(try run("report", "monitoring", "--format", "docx").code == 2)
    for format in ["docx", "xlsx"] {
      let file = CommandTests.home + "/表.\(format)"
      #expect(try run("report", "self-evaluation", "--format", format, "-o", file).code == 0)
      let head = FileHandle(forReadingAtPath: file)?.readData(ofLength: 2)
      #expect(head == Data("PK".utf8))
    }
    #expect(try run("status", "--as-of", "2025-06-20", "--json").json?["departments"] != nil)
    #expect(try run("migrate").output == "数据库已是最新。\n")
  }

  @Test("wrong usage ends with 2, a missing file with 1, a database that is not there with 3")
  func exitCodes() throws {
    let home = CommandTests.home + "-codes"
    defer { try? FileManager.default.removeItem(atPath: home) }
    #expect(try run("alerts", "--as-of", "昨天", home: home).code == 2)
    #expect(try run("nonsense", home: home).code == 2)
    #expect(try run("record", "spend", "--project", "X", home: home).code == 2)
    #expect(try run("--help", home: home).code == 0)
    let missing = try run("import", "/没有/这个文件.docx", home: home)
    #expect(missing.code == 1 && missing.error.contains("找不到文件"))
    let nowhere = try run("status", "--database", "postgresql://127.0.0.1:1/nothing", home: home)
    #expect(nowhere.code == 3 && nowhere.error.contains("连不上数据库"))
    #expect(!FileManager.default.fileExists(atPath: home + "/.local"))
  }

  @Test(
    "a year judged by both sets: the careful clerk has five alerts at most and none red, no lack of money is found later"
  )
  func judging() throws {
    let answer = try run("bench", "judging", Samples.path("304-2025.txt"), "--json")
    let rows = try #require(answer.json?["standings"] as? [[String: Any]])
    let careful = rows.filter { $0["clerk"] as? String == "细心" }.compactMap { $0["present"] as? [Int] }
    #expect(careful.count == 14 && careful.allSatisfy { $0.reduce(0, +) <= 5 && $0[0] == 0 })
    let delays = try #require(answer.json?["delays"] as? [[String: Any]])
    #expect(delays.count == 4 && delays.allSatisfy { $0["never"] as? Int == 0 && $0["workdays"] as? Int == 0 })
    #expect(delays.contains { $0["lacks"] as? Int == 12 })
  }

  @Test("bindings are listed and changed from a day on; a value is dated by its period")
  func bindings() throws {
    let home = CommandTests.home + "-bindings"
    _ = try run("import", Samples.path("304-2025.txt"), home: home)
    let project = ["--project", "13062525P00023210026B"]
    let listed = try run(list: ["indicator", "list"] + project + ["--json"], home: home)
    let rows = try #require(listed.json?["indicators"] as? [[String: Any]])
    let cap = try #require(rows.first { $0["category"] as? String == "留守人员工资补助金额" }?["position"] as? Int)
    let unfit = try run(
      list: ["indicator", "bind", "--indicator", "1", "--to", "spending"] + project, home: home)
    #expect(unfit.code == 1 && unfit.error.contains("不能按“项目全部支出”取值"))
    let wrong = try run(list: ["indicator", "bind", "--indicator", "1", "--to", "钱"] + project, home: home)
    #expect(wrong.code == 2)
    let bound = try run(
      list: [
        "indicator", "bind", "--indicator", "\(cap)", "--to", "spending-each", "--category", "工资补助", "--on",
        "2025-06-25",
      ]
        + project, home: home)
    #expect(bound.output == "自2025-06-25起，“留守人员工资补助金额”的取值方式改为：支出类别“工资补助”的每一笔支出。\n")
    let asked = try run(
      list: ["record", "spend", "--date", "2025-06-26", "--amount", "1元", "--voucher", "V-1"] + project, home: home)
    #expect(asked.code == 1 && asked.error.contains("请写明支出类别：“工资补助”"))
    let value = try run(
      "record", "observation", "--project", "13062525P000232100244", "--indicator", "1", "--period", "2025-06",
      "--value",
      "430", home: home)
    #expect(value.output == "已记录：“保洁服务面积” 2025-06-30 430平方米\n")
    #expect(
      try run("record", "observation", "--project", "13062525P000232100244", "--indicator", "1", "--value", "1").code
        == 2)
    let period = try run(
      "record", "observation", "--project", "13062525P000232100244", "--indicator", "1", "--period", "6", "--value",
      "1",
      home: home)
    #expect(period.code == 1 && period.error.contains("不是期间"))
  }

  @Test("people and channels: set up with mistakes, acknowledge, preview; secrets are not shown")
  func people() throws {
    let home = CommandTests.home + "-people"
    defer { try? FileManager.default.removeItem(atPath: home) }
    #expect(try run("import", Samples.path("304-2025.txt"), home: home).code == 0)
    let role = try run("recipient", "add", "--name", "张三", "--role", "会计", home: home)
    #expect(role.code == 2 && role.error.contains("--role 应为 填报人、负责人、财政绩效股 之一，收到“会计”。"))
    let channel = try run("recipient", "add", "--name", "张三", "--to", "科室群", home: home)
    #expect(channel.code == 1 && channel.error == "没有名为“科室群”的通道。已有：站内消息。\n")
    try "https://oapi.dingtalk.com/robot/send?access_token=TOPSECRET\n".write(
      toFile: home + "/url", atomically: true, encoding: .utf8)
    let added = try run("channel", "add", "科室群", "--kind", "dingtalk", "--url-file", home + "/url", home: home)
    #expect(added.code == 0)
    let listed = try run("channel", home: home)
    #expect(listed.output.contains("科室群（钉钉群机器人，每分钟至多20条）") && !listed.output.contains("TOPSECRET"))
    let saved = try run(
      "recipient", "add", "--name", "张三", "--department", "304", "--least", "黄", "--quiet", "22:00-07:30", "--to",
      "科室群",
      home: home)
    #expect(saved.output == "已保存：张三（填报人，层级0）：304 保定市徐水区科学技术和工业信息化局；黄灯及以上，红灯起立即通知，其余每日汇总；站内消息、科室群\n")

    #expect(try run("evaluate", "--as-of", "2025-06-20", home: home).code == 0)
    let alerts = try run("alerts", "--as-of", "2025-06-20", "--json", home: home)
    let list = try #require(alerts.json?["alerts"] as? [[String: Any]])
    let yellow = try #require(list.first { $0["rule"] as? String == "checkpoint-missed" }?["id"] as? Int)
    let preview = try run("alerts", "preview", "--as-of", "2025-06-20", "--format", "json", home: home)
    #expect(preview.code == 0 && (preview.json?["title"] as? String)?.hasPrefix("【绩效预警】2025年6月20日：新增") == true)
    let done = try run(
      "alerts", "acknowledge", "\(yellow)", "--note", "已安排", "--until", "2025-06-25", "--as-of", "2025-06-20", "--json",
      home: home)
    #expect(done.code == 0 && done.json?["state"] as? String == "acknowledged")
    let acknowledged = try run("alerts", "--as-of", "2025-06-20", "--state", "acknowledged", "--json", home: home)
    #expect((acknowledged.json?["alerts"] as? [[String: Any]])?.map { $0["id"] as? Int } == [yellow])
    let past = try run("alerts", "silence", "\(yellow)", "--until", "2025-06-19", "--as-of", "2025-06-20", home: home)
    #expect(past.code == 1 && past.error.contains("已经过去"))
    #expect(try run("recipient", "test", "李四", home: home).error == "没有名为“李四”的接收人。已有：张三。\n")
    #expect(try run("recipient", "test", "张三", home: home).output.hasPrefix("已写入2条测试消息"))
    #expect(try run("alerts", "deliveries", home: home).output.contains("【绩效】通道测试"))
    let doctor = try run("doctor", home: home)
    #expect(doctor.code == 1 && doctor.output.contains("[问题] 守护进程：没有运行") && doctor.output.contains("[正常] 接收人：1人"))
    chmod(home + "/.local/share/jixiao/channel.key", 0o644)
    #expect(try run("doctor", home: home).output.contains("其他用户也能读取"))
    #expect(try run("alerts", "deliveries", "--format", "csv", home: home).output.contains("\"编号\",\"消息键\""))
    #expect(try run("alerts", "redeliver", home: home).output == "已恢复：消息0条，任务0个。\n")
    #expect(try run("archive", home: home).output.hasSuffix("MiB，2036-01-01 起可以归档\n"))
    let archive = try run("archive", "year", "2025", "--yes", "--json", home: home)
    #expect(archive.code == 1 && archive.error.contains("2025年要到 2036-01-01 才能归档（年度结束后保留10年，最少5年"))
    #expect(try run("archive", "year", "2024", home: home).error == "没有2024年的数据，现有：2025年。\n")
    #expect(try run("archive", "restore", "2025", home: home).error == "2025年没有归档，不需要恢复。\n")
    #expect(try run("set", "retention-years", "4", home: home).code == 2)
    #expect(try run("set", "retention-years", "5", home: home).code == 0)
    #expect(try run("archive", "--json", home: home).output.contains("2031-01-01"))
  }

  @Test("a form goes its way by commands: filled in with mistakes, handed in, returned, approved, corrected")
  func forms() throws {
    let home = CommandTests.home + "-forms"
    defer { try? FileManager.default.removeItem(atPath: home) }
    #expect(try self.run("import", Samples.path("304-2025.txt"), home: home).code == 0)
    let form = ["--project", "13062525P000232100244", "--as-of", "2025-07-10"]
    func run(_ arguments: String...) throws -> Answer { try self.run(list: ["form"] + arguments + form, home: home) }
    #expect(try run("submit").error.contains("不是登记的人员，不能报送。“304 "))
    for (name, role) in [("张三", "填报人"), ("李四", "负责人"), ("王五", "负责人")] {
      #expect(
        try self.run("recipient", "add", "--name", name, "--role", role, "--department", "304", home: home).code == 0)
    }
    let nothing = try run("fill", "--by", "张三")
    #expect(nothing.code == 2 && nothing.error.contains("没有要填写的内容"))
    #expect(try run("fill", "--by", "张三", "--likelihood", "确定能").error.contains("请用 --indicator 指明是哪一项指标"))
    let unknown = try run("fill", "--by", "张三", "--indicator", "9", "--likelihood", "确定能")
    #expect(unknown.code == 1 && unknown.error.contains("没有第9项指标。可选：1.保洁服务面积"))
    let early = try run("submit", "--by", "张三")
    #expect(early.code == 1 && early.error.hasPrefix("还不能报送，缺13处：第1项“保洁服务面积”执行情况：未填报"))
    #expect(try run("fill", "--by", "张三", "--indicator", "all", "--likelihood", "确定能").code == 0)
    #expect(try run("fill", "--by", "张三", "--indicator", "1-3,6,7", "--actual", "未到期").code == 0)
    let filled = try run(
      "fill", "--by", "张三", "--indicator", "支出进度及时率", "--causes", "经费", "--explanation", "资金晚到", "--likelihood", "有可能",
      "--measures", "三季度补足", "--expected", "25%", "--json")
    #expect(filled.code == 0 && (filled.json?["blockers"] as? [Any])?.isEmpty == true)
    #expect(try run("submit", "--by", "张三").output == "已报送：保洁费项目 项目支出绩效目标执行监控表，第1版，已报送。待审核：李四（负责人）、王五（负责人）。\n")
    #expect(try run("fill", "--by", "张三", "--remark", "晚了").error.contains("请先撤回"))
    #expect(try run("return", "--by", "李四", "--note", "补说明").code == 0)
    #expect(try run("show").output.contains("退回意见（李四，2025年7月10日）：补说明"))
    #expect(try run("show").output.contains("\n待填写报送：张三（填报人）、李四（负责人）、王五（负责人）。\n"))
    #expect(try run("fill", "--by", "李四", "--remark", "资金6月到位").code == 0)
    #expect(try run("submit", "--by", "张三").code == 0)
    #expect(try run("show").output.contains("\n待审核：王五（负责人）。\n"))
    let waiting = try run("show", "--json").json?["waitingFor"] as? [String: Any]
    #expect(waiting?["act"] as? String == "approve" && waiting?["people"] as? [String] == ["王五"])
    #expect(try run("approve", "--by", "张三").error.hasPrefix("“张三”登记为填报人，审核由负责人办理。"))
    for name in ["root", "ROOT", "王六"] {
      #expect(try run("approve", "--by", name).error.hasPrefix("“\(name)”不是登记的人员，不能审核。"))
    }
    let own = try run("approve", "--by", "李四")
    #expect(own.code == 1 && own.error == "“李四”填写或报送过这张表，应由另一人审核。\n")
    #expect(try run("approve", "--by", "王五").code == 0)
    #expect(try run("show", "--json").json?["waitingFor"] is NSNull)
    #expect(try run("revise", "--by", "张三").output.contains("第2版，草稿"))
    #expect(try run("fill", "--by", "张三", "--remark", "更正说明").code == 0)
    let history = try run("history", "--json")
    let versions = try #require(history.json?["versions"] as? [[String: Any]])
    let changes = try #require(versions.last?["changes"] as? [[String: Any]])
    #expect(
      versions.count == 2 && changes.contains { ($0["cell"] as? String) == "说明" && ($0["new"] as? String) == "更正说明" })
    let list = try self.run("form", "list", "--department", "304", "--as-of", "2025-07-10", home: home)
    #expect(list.output.contains("保洁费项目 第2版 草稿") && list.output.contains("共13张"))
    let sheet = home + "/填报.csv"
    #expect(try self.run("form", "template", "--department", "304", "-o", sheet, home: home).code == 0)
    let empty = try self.run("form", "fill", "--from", sheet, "--department", "304", "--by", "张三", "--json", home: home)
    #expect(empty.code == 0 && empty.json?["filled"] as? Int == 0)
    #expect(try self.run("form", "fill", "--from", sheet, "--remark", "x", home: home).code == 2)
    let all = try self.run("form", "submit", "--all", "--as-of", "2025-07-10", "--by", "张三", home: home)
    #expect(all.code == 1 && all.output.hasPrefix("已报送1张，未能办理12张。"))
  }

  @Test("the finance bureau's commands answer, and refuse what they do not know")
  func bureau() throws {
    let home = CommandTests.home + "-bureau"
    defer { try? FileManager.default.removeItem(atPath: home) }
    #expect(try run("report", "bulletin", home: home).error.contains("还没有部门"))
    #expect(try run("import", Samples.path("304-2025.txt"), Samples.path("306-2025.txt"), home: home).code == 0)
    let bulletin = try run("report", "bulletin", "--format", "json", home: home)
    #expect((bulletin.json?["departments"] as? [Any])?.count == 2)
    let doubts = try run("report", "doubts", "--department", "306", "--format", "json", home: home)
    let part = try #require((doubts.json?["departments"] as? [[String: Any]])?.first)
    #expect((part["doubts"] as? [[String: Any]])?.contains { $0["kind"] as? String == "vague" } == true)
    let sums = try run("report", "doubts", "--kind", "sums", "--format", "md", home: home)
    #expect(sums.output.contains("数据不符") && !sums.output.contains("指标值含糊"))
    #expect(try run("report", "doubts", "--kind", "sum", home: home).error.contains("--kind 应为 vague、"))
    #expect(try run("report", "bulletin", "--area", "999999", home: home).error == "没有项目编码以“999999”开头的部门。\n")
    #expect(try run("report", "package", "-o", home + "/a.zip", "--formats", "doc", home: home).code == 2)
    #expect(try run("report", "package", "-o", home + "/a.zip", "--formats", "html,md", home: home).code == 0)
    #expect(try run("report", "gather", "-o", home + "/g.xlsx", home: home).error.contains("19个项目，128项指标"))
    for part in ["department", "table", "all"] {
      let file = home + "/\(part).docx"
      #expect(
        try run(
          "report", "monitoring", "--department", "306", "--part", part, "--format", "docx", "-o", file, home: home
        ).code == 0)
    }
    for format in ["md", "html", "docx", "xlsx", "pdf"] {
      let file = home + "/报告.\(format)"
      #expect(try run("report", "summary", "--department", "306", "--format", format, "-o", file, home: home).code == 0)
      #expect(FileManager.default.contents(atPath: file)?.isEmpty == false)
    }
    let one = try run("report", "monitoring", "--project", "13062525P000232100244", "--format", "json", home: home)
    #expect((one.json?["forms"] as? [Any])?.count == 1, "the project says which department")
    let notice = ["rectify", "issue", "--department", "306", "--problem", "慢", "--demand", "快", "--due", "2025-08-31"]
    #expect(try run(list: notice + ["--by", "绩效股"], home: home).error.contains("还没有登记财政绩效股"))
    for (name, role) in [("绩效股", "财政绩效股"), ("王五", "填报人")] {
      #expect(try run("recipient", "add", "--name", name, "--role", role, home: home).code == 0)
    }
    #expect(try run(list: notice + ["--by", "王五"], home: home).error.contains("发出整改通知由财政绩效股办理"))
    let issued = try run(
      "rectify", "issue", "--department", "306", "--problem", "进度慢", "--demand", "补足", "--due", "2025-08-31", "--as-of",
      "2025-07-25", "--by", "绩效股", home: home)
    #expect(issued.output == "已发出整改通知 #1：邯山区科技和工业信息化局，期限2025年8月31日。\n")
    #expect(try run("rectify", "close", "1", "--note", "好", "--by", "绩效股", home: home).error == "整改 #1 还没有反馈，不能办理。\n")
    #expect(try run("rectify", "answer", "1", "--note", "已办", "--by", "王五", home: home).code == 0)
    #expect(try run("rectify", "--json", home: home).json?["rectifications"] != nil)
    #expect(try run("rectify", "print", "1", home: home).output.contains("# 2025年度预算绩效管理问题整改通知"))
    #expect(
      try run("rectify", "list", "--format", "md", "--as-of", "2025-09-01", home: home).output.contains("# 预算绩效整改清单"))
    let unsigned = try run("report", "bulletin", "--format", "md", "--as-of", "2025-07-10", home: home)
    #expect(unsigned.output.hasPrefix("# 2025年1—6月部门预算项目支出进度和绩效运行情况通报\n"))
    #expect(unsigned.error == "没有设置发文机关，落款处只有日期；可用 jixiao set bureau-name 名称 设置。\n")
    #expect(try run("set", "bureau-name", "邯山区财政局", home: home).code == 0)
    let signed = try run("report", "bulletin", "--format", "md", "--as-of", "2025-07-10", home: home)
    #expect(signed.output.contains("\n邯山区财政局\n\n2025年7月10日\n") && signed.error.isEmpty)
    #expect(try run("rules", "set", "--department", "306", "score.bands=好", home: home).error.contains("不能写成“好”"))
    #expect(
      try run("rules", "use", "HE-2020-10", "--department", "306", home: home).output.contains(
        "起采用规则集 HE-2020-10 第3版，此前的日期仍按原来的参数。"))
    #expect(try run("rules", "--department", "306", home: home).output.contains("score.over-target-percent = 15"))
  }

  @Test("the daemon runs a simulated day, is seen from outside, keeps questions from writing, and stops when asked")
  func serving() throws {
    let home = CommandTests.home + "-serve"
    defer { try? FileManager.default.removeItem(atPath: home) }
    #expect(try run("import", Samples.path("304-2025.txt"), home: home).code == 0)
    #expect(try run("recipient", "add", "--name", "张三", "--department", "304", home: home).code == 0)
    #expect(try run("serve", "--listen", "8300", home: home).code == 2)
    let log = home + "/serve.log"
    let daemon = try start("serve", "--listen", "127.0.0.1:0", "--clock", "2025-06-30T07:29:59x2", home: home, log: log)
    // The daemon starts the private cluster, not a question: Process waits for whatever server a question leaves behind.
    for _ in 0..<6_000 where (try? String(contentsOfFile: log, encoding: .utf8))?.contains("守护进程已启动") != true {
      usleep(50_000)
    }
    var status: [String: Any]?
    for _ in 0..<1_000 {
      status = try run("status", "--as-of", "2025-06-30", "--json", home: home).json?["service"] as? [String: Any]
      if status?["secondsSinceEvaluation"] is Int { break }
      usleep(100_000)
    }
    #expect((status?["daemons"] as? [[String: Any]])?.first?["clock"] as? String == "模拟，从2025年6月30日 7:29起，2倍速")
    // A question about another day must not move the day up to which the daemon has judged.
    let later = try run("evaluate", "--as-of", "2025-07-20", home: home)
    #expect(later.code == 0 && later.error.contains("守护进程正在运行"))
    daemon.terminate()
    daemon.waitUntilExit()
    #expect(daemon.terminationStatus == 0 || daemon.terminationStatus == 130)
    let today = try run("evaluate", "--as-of", "2025-06-30", "--json", home: home)
    #expect(today.json?["opened"] as? Int == 0, "the daemon has kept the day already")
    #expect(try run("alerts", "deliveries", "--format", "text", home: home).output.contains("【红灯】"))
    // The data go by this clock from now on.
    let real = try run("serve", "--listen", "127.0.0.1:0", home: home)
    #expect(real.code == 1 && real.error.contains("用模拟时钟运行过"))
    let clock = try run("clock", "--json", home: home)
    #expect(clock.code == 0 && clock.json?["kind"] as? String == "simulated")
    let listed = try run("clock", "reset", home: home)
    #expect(listed.code == 1 && listed.output.contains("--yes"))
    let counted = try run("clock", "reset", "--json", home: home)
    #expect(counted.code == 1 && counted.json?["done"] as? Bool == false)
    #expect(try run("clock", "reset", "--yes", "--json", home: home).json?["done"] as? Bool == true)
    #expect(try run("clock", "--json", home: home).json?["kind"] as? String == "real")
    #expect(try run("clock", "accept", home: home).output == "时钟没有需要确认的。\n")
    #expect(try run("clock", "accept", "--json", home: home).json?["kind"] as? String == "real")
  }

  @Test("only who adds the first channel makes a key; keys are listed by id, changed together, and missed by name")
  func keys() throws {
    let home = CommandTests.home + "-keys"
    defer { try? FileManager.default.removeItem(atPath: home) }
    let file = home + "/k/channel.key"
    func add(_ name: String) throws -> Answer {
      try run(
        "channel", "add", name, "--kind", "webhook", "--url", "https://example.gov.cn/\(name)", "--key-file", file,
        home: home)
    }
    func key(_ arguments: String...) throws -> Answer {
      try run(list: ["key"] + arguments + ["--key-file", file], home: home)
    }
    #expect(try key("show").output.hasPrefix("还没有密钥文件"))
    #expect(try key("rotate").code == 3)
    #expect(!FileManager.default.fileExists(atPath: file))
    let added = [try add("甲").code, try add("乙").code]
    #expect(added == [0, 0])
    let first = try #require((try key("show", "--json").json?["keys"] as? [[String: Any]])?.first?["id"] as? String)
    let rotated = try key("rotate", "--keep-old")
    #expect(rotated.code == 0 && rotated.output.contains("2个通道已用它重新加密，旧密钥留在文件里：\(first)"))
    #expect(try key("rotate").code == 0)
    let shown = try key("show")
    #expect(shown.code == 0 && shown.output.contains("（当前）通道：甲、乙") && !shown.output.contains(first))
    let secret = try String(contentsOfFile: file, encoding: .utf8).trimmingCharacters(in: .newlines)
    let doctor = try run("doctor", "--key-file", file, home: home)
    #expect(doctor.output.contains("[正常] 通道 甲") && !(doctor.output + shown.output).contains(secret))
    // A password is not sent in clear unless somebody says so.
    func mail(_ arguments: String...) throws -> Answer {
      let given = [
        "channel", "add", "邮件", "--kind", "smtp", "--host", "mail.example.gov.cn", "--from", "a@example.gov.cn",
      ]
      return try run(list: given + ["--user", "a", "--key-file", file] + arguments, home: home)
    }
    let clear = try mail("--tls", "none")
    #expect(clear.code == 1 && clear.error.contains("登录口令会以明文在网络上传送"))
    #expect(try mail("--tls", "none", "--insecure-password").code == 0)
    // What is written as an address is kept in clear: a robot's, with its key in it, must not get there.
    func tell(_ way: String) throws -> Answer { try run("recipient", "add", "--name", "张三", "--to", way, home: home) }
    let robot = try tell("甲=https://example.gov.cn/robot?key=TOPSECRET")
    #expect(robot.code == 1 && robot.error.contains("只有一个去处") && !robot.error.contains("TOPSECRET"))
    let number = try tell("邮件=13800000000")
    #expect(number.code == 1 && number.error.contains("通道“邮件”是邮件，要写成 --to 邮件=邮件地址"))
    #expect([try tell("邮件").code, try tell("邮件=z@example.gov.cn").code, try tell("甲").code] == [1, 0, 0])
    #expect(try run("channel", "remove", "邮件", home: home).code == 0)
    // Without the file, or with another one, nothing is made up and nothing is spoiled.
    try FileManager.default.moveItem(atPath: file, toPath: file + ".away")
    let refused = try add("丙")
    #expect(refused.code == 3 && refused.error.contains("通道“甲”“乙”是用原来的密钥加密的，所以没有另建一把"))
    #expect(try key("show").output.contains("[缺] 通道“甲”的密钥"))
    #expect(!FileManager.default.fileExists(atPath: file))
    let lacking = try run("doctor", "--key-file", file, home: home).output
    #expect(lacking.contains("[问题] 通道 甲：没有密钥文件") && lacking.contains("[问题] 密钥文件：没有密钥文件"))
    try (Data((0..<32).map { UInt8($0) }).base64EncodedString() + "\n").write(
      toFile: file, atomically: true, encoding: .utf8)
    chmod(file, 0o600)
    #expect(try add("丙").error.contains("里没有这一把"))
    #expect(try key("rotate").code == 3)
    // Both out of use, another key may begin.
    for name in ["甲", "乙"] { #expect(try run("channel", "remove", name, home: home).code == 0) }
    #expect(try add("甲").code == 0)
  }

  private func start(_ arguments: String..., home: String, log: String) throws -> Process {
    _ = FileManager.default.createFile(atPath: log, contents: nil)
    let process = Process()
    process.executableURL = Samples.root.appendingPathComponent(".build/debug/jixiao")
    process.arguments = arguments
    process.environment = Samples.environment(home: home)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle(forWritingAtPath: log)
    try process.run()
    return process
  }

  @Test("two counties in one database: named where it matters, with mistakes")
  func divisions() throws {
    let home = CommandTests.home + "-divisions"
    try FileManager.default.createDirectory(
      atPath: home, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o711])
    defer { try? FileManager.default.removeItem(atPath: home) }
    // Codes of another province, which do not name a division.
    let text = try String(contentsOfFile: Samples.path("304-2025.txt"), encoding: .utf8)
      .replacingOccurrences(of: "13062525P", with: "XM")
    let path = home + "/304.txt"
    try text.write(toFile: path, atomically: false, encoding: .utf8)
    func ask(_ arguments: String...) throws -> Answer { try run(list: arguments, home: home) }

    #expect(try ask("import", path, "--division", "130609").output.contains("新增12"))
    let wrong = try ask("import", path, "--division", "1304")
    #expect(wrong.code == 1 && wrong.error.contains("应是6位数字"))
    let second = try ask("import", path, "--division", "130402")
    #expect(second.code == 0 && second.output.contains("区划130402 304 ") && second.output.contains("新增12"))
    #expect(try ask("division", "add", "130609", "--name", "徐水区").code == 0)
    #expect(try ask("division", "add", "130400", "--name", "邯郸市").code == 0)
    let tree = try ask("division").output
    #expect(tree == "130400 邯郸市，0个部门\n  130402（还没有名称），1个部门\n130609 徐水区，1个部门\n")

    let spend = [
      "record", "spend", "--project", "XM000232100244", "--date", "2025-03-20", "--amount", "7500元", "--voucher", "P-1",
    ]
    let unclear = try run(list: spend, home: home)
    #expect(unclear.code == 1 && unclear.error.contains("--division") && unclear.error.contains("130402“保洁费项目”"))
    let unknown = try run(list: spend + ["--division", "石家庄"], home: home)
    #expect(unknown.code == 1 && unknown.error.contains("已有：130400 邯郸市"))
    #expect(try run(list: spend + ["--division", "徐水区"], home: home).code == 0)
    let other = try ask("status", "--division", "邯郸市", "--json")
    let departments = try #require(other.json?["departments"] as? [[String: Any]])
    #expect(departments.count == 1)
    let alerts = try #require(try ask("alerts", "--division", "130402", "--as-of", "2025-07-01", "--json").json)
    let listed = try #require(alerts["alerts"] as? [[String: Any]])
    #expect(!listed.isEmpty && listed.allSatisfy { $0["division"] as? String == "130402" })
    let report = try ask("report", "summary", "--department", "304")
    #expect(report.code == 1 && report.error.contains("--division（区划）") && report.error.contains("130609 304"))
    #expect(try ask("report", "summary", "--department", "304", "--division", "130609").output.contains("0.75"))
  }

  @Test("connections that say nothing are closed, and never more are open than there may be")
  func idleConnections() throws {
    let home = CommandTests.home + "-idle"
    defer { try? FileManager.default.removeItem(atPath: home) }
    #expect(try run("migrate", home: home).code == 0)
    let port = try Connections.freePort()
    let log = home + "/serve.log"
    let daemon = try start(
      "serve", "--listen", "127.0.0.1:\(port)", "--http-idle", "2", "--http-connections", "256", home: home, log: log)
    defer {
      daemon.terminate()
      daemon.waitUntilExit()
    }
    var first: Int32 = -1
    for _ in 0..<6_000 where first < 0 {
      first = Connections.open(port)
      if first < 0 { usleep(50_000) }
    }
    try #require(first >= 0, "the daemon listens")
    func descriptors() throws -> Int {
      try FileManager.default.contentsOfDirectory(atPath: "/proc/\(daemon.processIdentifier)/fd").count
    }
    let before = try descriptors()
    // Some say nothing, some begin and never end; the kernel keeps those that are not accepted yet.
    let sockets = (0..<480).map { _ in Connections.open(port) }
    #expect(sockets.allSatisfy { $0 >= 0 })
    for socket in sockets.prefix(20) { Connections.say("GET /healthz HTTP/1.1\r\nHost: a\r\nX-Slow: ", to: socket) }
    var most = 0
    for _ in 0..<20 {
      most = max(most, try descriptors())
      usleep(50_000)
    }
    #expect(most < before + 320, "256 and the few that one look accepts, of \(sockets.count)")
    #expect(sockets.allSatisfy(Connections.isClosedByPeer), "each within half a minute")
    let answer = Connections.open(port)
    Connections.say("GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", to: answer)
    #expect(Connections.hear(answer).hasPrefix("HTTP/1.1 200"))
    for socket in sockets + [first, answer] { close(socket) }
    let limits = try String(contentsOfFile: "/proc/\(daemon.processIdentifier)/limits", encoding: .utf8)
    let files = try #require(limits.split(separator: "\n").first { $0.hasPrefix("Max open files") })
    let numbers = files.split(separator: " ").compactMap { Int($0) }
    #expect(numbers.count == 2 && numbers[0] == numbers[1], "as many as the system lets it have")
  }

  @Test("a dry run reads without a database and writes nothing")
  func dryRun() throws {
    let home = CommandTests.home + "-dry"
    defer { try? FileManager.default.removeItem(atPath: home) }
    let answer = try run(
      "import", "--dry-run", "--json", Samples.path("304-2025.txt"), Samples.path("306-2025.txt"), home: home)
    #expect(answer.code == 0 && (answer.json?["documents"] as? [Any])?.count == 2)
    #expect(!FileManager.default.fileExists(atPath: home + "/.local"))
  }
}
