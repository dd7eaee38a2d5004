import Domain
import Testing

@Suite("Refusals as values")
struct RefusalValueTests {
  @Test("each kind's specimen is of its kind, and no two have one code", arguments: RefusalKind.allCases)
  func specimens(kind: RefusalKind) {
    #expect(kind.specimen.kind == kind && kind.specimen.code == kind.rawValue)
    #expect(RefusalKind(rawValue: kind.rawValue) == kind)
  }

  @Test(
    "without a door a sentence names no command and no option, and has no empty place", arguments: RefusalKind.allCases)
  func plain(kind: RefusalKind) {
    let text = kind.specimen.message
    // A parameter is called so at every door, and these two are about the machine and the database, not about a door.
    let isOfMachine = [.fontMissing, .keyExposed, .roleUnknown].contains(kind)
    #expect(!text.contains("jixiao ") && (!text.contains("--") || isOfMachine), "\(text)")
    #expect(text.hasSuffix("。") && !text.contains("  ") && !text.contains("请。") && !text.contains("（）"), "\(text)")
    #expect(!text.contains("、。") && !text.contains("，。") && !text.contains("：。") && !text.contains("“”"), "\(text)")
  }

  @Test("nor does a finding; at a door that has words for it, it says them", arguments: FindingKind.allCases)
  func findings(kind: FindingKind) {
    let text = kind.specimen.sentence(at: .plain)
    #expect(!text.contains("jixiao ") && !text.contains("--") && text.hasSuffix("。") && !text.contains("请。"), "\(text)")
    let tellsHow: Set<FindingKind> = [
      .departmentAmbiguous, .departmentMissing, .yearMissing, .yearAmbiguous, .titleContradicts, .codeLater,
      .codesEarlier,
      .divisionAmbiguous,
    ]
    #expect(kind.specimen.sentence(at: Door { _ in "〔门〕" }).contains("〔门〕") == tellsHow.contains(kind))
  }

  @Test("who is to blame decides how a command ends and how a request is answered")
  func faults() {
    #expect(Fault.allCases.map(\.exitCode) == [1, 1, 1, 1, 1, 3])
    #expect(Fault.allCases.map(\.httpStatus) == [422, 404, 409, 401, 403, 503])
    #expect(RefusalKind.notADate.fault == .input && RefusalKind.alertUnknown.fault == .unknown)
    #expect(RefusalKind.voucherUsed.fault == .conflict && RefusalKind.approverIsFiller.fault == .forbidden)
    #expect(RefusalKind.databaseNewer.fault == .unavailable && RefusalKind.keyMissing.fault == .unavailable)
  }

  @Test("rows that come back are named by their numbers in the file they come back in")
  func renumbered() {
    let twice = Refusal.sheet(.rowTwice([5, 9]))
    #expect(twice.renumbered([3: 2, 5: 3, 9: 4]) == .sheet(.rowTwice([3, 4])))
    #expect(Refusal.project(.gone).renumbered([3: 2]) == .project(.gone))
  }
}
