import Domain
import Testing

@Suite("Findings as values")
struct FindingTests {
  @Test("each kind's specimen is of its kind, and its sentence is whole", arguments: FindingKind.allCases)
  func specimens(kind: FindingKind) {
    let finding = Finding(kind.specimen, at: .file("预算.txt"))
    #expect(finding.matter.kind == kind && finding.code == kind.code && finding.severity == kind.severity)
    let text = finding.message
    #expect(text.hasSuffix("。") && !text.contains("  ") && !text.contains("（）") && !text.contains("“”"), "\(text)")
    #expect(!text.contains("、。") && !text.contains("，。") && !text.contains("：。") && !text.contains("，，"), "\(text)")
  }

  @Test("a code is in lower case with hyphens, and one sentence has one code")
  func codes() {
    #expect(
      FindingKind.allCases.allSatisfy { kind in
        kind.code.utf8.allSatisfy { (97...122).contains($0) || $0 == UInt8(ascii: "-") }
      })
    let sentences = FindingKind.allCases.map { $0.specimen.sentence(at: .plain) }
    #expect(Set(sentences).count == FindingKind.allCases.count)
  }

  @Test(
    "a place is said in the words of its file",
    arguments: [
      (FindingPlace.file("预算.txt"), "预算.txt"),
      (.document(DocumentPlace(file: "预算.txt", position: .line(12))), "预算.txt 第12行"),
      (.document(DocumentPlace(file: "预算.txt", position: .line(12)).column(1)), "预算.txt 第12行第2列"),
      (.document(DocumentPlace(file: "预算.docx", position: .paragraph(3))), "预算.docx 第3段"),
      (.document(DocumentPlace(file: "预算.docx", position: .row(2, table: 3))), "预算.docx 表3第2行"),
      (.parts([.incomeAndSpending, .spending], file: "预算.txt"), "预算.txt 部门预算收支总表、部门预算支出总表"),
      (.parts([.goals], file: "预算.txt"), "预算.txt 部门整体绩效目标"), (.table("部门预算收支总表"), "部门预算收支总表"),
      (.calendar, "工作日历"), (.ruleSet("CN-2020-10", version: 4), "规则集 CN-2020-10 第4版"),
      (.several(.file("预算.txt"), count: 3), "预算.txt等3处"),
    ])
  func places(place: FindingPlace, text: String) {
    #expect(Finding(.document(.notADisclosure), at: place).place == text)
  }
}
