import Foundation
import Documents
import Domain
for f in CommandLine.arguments.dropFirst() {
  let d = try Document.read([UInt8](Data(contentsOf: URL(fileURLWithPath: f))), file: (f as NSString).lastPathComponent)
  let r = Disclosure.parse(d)
  guard let b = r.budget else { print("none", r.findings); continue }
  print(b.department, b.projects.count, b.projects.flatMap(\.indicators).count, b.projects.flatMap(\.indicators).count { $0.target.measure != nil }, b.projectSum.tenThousands, b.tables.projectSpending?.tenThousands ?? "-", b.tables.carryOver?.tenThousands ?? "-", b.tables.basicSpending?.tenThousands ?? "-")
  print(b.tables.income.count, b.tables.spending.count, b.tables.functions.count, b.tables.threePublic.count, b.tables.records.count)
  for p in b.projects { print(p.code, p.name, p.budget.yuan, p.fiscalFunds.yuan, p.otherFunds.yuan, p.purpose, p.plan.basis, p.plan.cells.map { "\($0.month):\($0.share?.percentText ?? "-")" }, p.goals.count)
    for i in p.indicators { print("   ", i.position, i.level1, i.level2, i.level3, i.target.canonical, i.binding, i.basis) } }
  for i in b.indicators { print("DEP", i.section, i.name, i.target.canonical) }
  for f in r.findings { print(f.severity, f.code, f.project?.text ?? "", f.message, f.place) }
}
