import Domain
import Foundation
import Reports
import TestSupport
import Testing

@Suite("Letters that go out unedited")
struct LetterTests {
  private func notice(
    problem: String = "支出进度慢", demand: String = "补足计划", number: LetterNumber? = nil, project: Bool = true,
    steps: [FormTransition] = []
  ) throws -> Rectification {
    Rectification(
      id: 7, department: DepartmentIdentity(code: "304", name: "科工局", fiscalYear: 2025),
      project: project ? "13062525P000232100244" : nil, projectName: project ? "支持“领跑者”企业" : nil, problem: problem,
      demand: demand, issuedBy: "张三", issuedOn: try Day.parse("2025-07-14"), due: try Day.parse("2025-08-31"),
      number: number, state: steps.isEmpty ? .open : .answered, steps: steps)
  }

  @Test("a notice is a letter: number, salutation, whole sentences, numbered demands, organ and date")
  func wording() throws {
    let letter = try notice(
      problem: "支出进度慢，", demand: "1.补足计划；2、说明原因。（3）附1.5万元凭证",
      number: LetterNumber(mark: "徐财绩", year: 2025, serial: 3)
    ).report(from: Issuer(organ: "徐水区财政局"))
    #expect(
      letter.markdown == """
        徐财绩〔2025〕3号

        # 徐水区财政局关于2025年度项目预算绩效问题的整改通知

        科工局：

        经2025年度预算绩效监督，发现你单位“支持‘领跑者’企业”项目（项目编码13062525P000232100244）存在以下问题，请按要求整改。

        ## 一、存在的问题

        支出进度慢。

        ## 二、整改要求

        1．补足计划。

        2．说明原因。

        3．附1.5万元凭证。

        4．请于2025年8月31日前完成整改，并将整改措施和结果书面反馈徐水区财政局。

        特此通知。

        徐水区财政局

        2025年7月14日

        """)
  }

  @Test("without an organ and a number none is printed; a whole department is addressed as such")
  func unknown() throws {
    let letter = try notice(project: false).report(from: Issuer())
    #expect(letter.letter?.number == nil && letter.title == "2025年度预算绩效管理问题整改通知")
    #expect(letter.letter?.signed.map(\.text) == ["2025年7月14日"])
    #expect(letter.markdown.contains("你单位预算绩效管理存在以下问题") && letter.markdown.contains("书面反馈我单位。"))
  }

  @Test("what became of a notice stands on a sheet of its own, not in the letter")
  func proceedings() throws {
    let step = FormTransition(
      number: 1, kind: "answered", actor: "李四", day: try Day.parse("2025-07-20"), note: "已补足")
    let report = try notice(steps: [step]).report(from: Issuer())
    let text = report.blocks.map { "\($0)" }.joined()
    #expect(!text.contains("已补足") && !text.contains("张三") && report.annexes.count == 1)
    let rows = try #require(report.annexes.first).grid.rows.map { $0.map(\.text) }
    #expect(rows[1] == ["1", "2025年7月14日", "张三", "发出通知", "整改期限2025年8月31日"])
    #expect(rows[2] == ["2", "2025年7月20日", "李四", "反馈", "已补足"])
    #expect(!report.markdown.contains("附件"), "the letter does not name it")
  }

  @Test("the date leaves four characters at the right, the organ stands over its middle")
  func signed() throws {
    let day = try Day.parse("2025-07-14")
    // 2025年7月14日 is 13 halves wide, 徐水区财政局 12, and half of the difference is cut.
    #expect(Letter(to: "甲", from: "徐水区财政局", on: day).signed.map(\.halves) == [8, 8])
    #expect(Letter(to: "甲", from: "财政局", on: day).signed.map(\.halves) == [11, 8])
    #expect(Letter(to: "甲", from: String(repeating: "局", count: 20), on: day).signed.map(\.halves) == [0, 8])
  }

  @Test("every format holds the letter; Word turns the sheet of the table on its side and numbers its pages")
  func formats() throws {
    let step = FormTransition(
      number: 1, kind: "answered", actor: "李四", day: try Day.parse("2025-07-20"), note: "已<补足>")
    let report = try notice(problem: String(repeating: "支出进度很慢，", count: 400), steps: [step]).report(from: Issuer())
    #expect(report.html.contains("class=\"letter\"") && report.html.contains("已&lt;补足&gt;"))
    let bytes = try #require(report.word)
    #expect(report.word == bytes)
    let parts = try Word(bytes)
    #expect(parts.sections == ["portrait", "landscape"] && parts.footers == ["right", "left"])
    #expect(parts.faces["特此通知。"] == "仿宋_GB2312" && parts.faces["一、存在的问题"] == "黑体")
    #expect(parts.faces[report.title] == "方正小标宋简体")
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for format in ReportFormat.allCases {
      let path = folder.appendingPathComponent("通知.\(format.rawValue)").path
      try format.write(report, to: path)
      #expect(FileManager.default.contents(atPath: path)?.isEmpty == false)
    }
    // 2,800 characters are more than the 616 of a page; nothing of them is drawn below its edge.
    let pages = try pages(folder.appendingPathComponent("通知.pdf").path)
    #expect(pages.count >= 6 && pages.joined().components(separatedBy: "支出进度很慢").count > 300)
    for (number, page) in pages.enumerated() { #expect(page.contains("—\(number + 1)—"), "\(page)") }
  }

  /// What an independent reader finds in a Word document: how its sections lie, on which side its pages are numbered, and in
  /// which Chinese face a paragraph stands.
  private struct Word: Decodable {
    let sections: [String], footers: [String], faces: [String: String]

    init(_ bytes: [UInt8]) throws {
      let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).docx")
      try Data(bytes).write(to: file)
      defer { try? FileManager.default.removeItem(at: file) }
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
      process.arguments = [Samples.root.appendingPathComponent("Tests/Fixtures/read_letter.py").path, file.path]
      let output = Pipe()
      process.standardOutput = output
      try process.run()
      let data = output.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      self = try JSONDecoder().decode(Word.self, from: data)
    }
  }

  /// The text of each page of a PDF without blanks, by an independent reader.
  private func pages(_ path: String) throws -> [String] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/pdftotext")
    process.arguments = ["-raw", path, "-"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text.split(separator: "\u{0C}").map { String($0.filter { !$0.isWhitespace }) }.filter { !$0.isEmpty }
  }

  @Test(
    "a number of a letter is read in whatever brackets, and printed as the standard has it",
    arguments: [
      "徐财绩〔2025〕3号", "徐财绩[2025]3号", "徐财绩【2025】第3号", "徐财绩（2025）003号", "徐财绩 (2025) 3 号", "徐财绩［２０２５］３号",
    ])
  func numbers(typed: String) throws {
    let number = try LetterNumber.parse(typed)
    #expect(number == LetterNumber(mark: "徐财绩", year: 2025, serial: 3))
    #expect(try LetterNumber.parse(number.text) == number)
  }

  @Test(
    "what is no number of a letter is refused",
    arguments: ["", "3号", "徐财绩〔2025〕3", "徐财绩〔25〕3号", "徐财绩〔2025〕-3号", "财〔2025〕3号", "徐财2绩〔2025〕3号", "徐财绩〕2025〔3号"])
  func noNumbers(typed: String) {
    #expect(throws: Refusal.rectification(.numberShape(typed))) { try LetterNumber.parse(typed) }
  }
}
