extension FindingKind {
  /// One of its kind, for the list of all there are.
  package var specimen: FindingMatter {
    switch self {
    case .headingUnread: .document(.headingUnread("…", headings: 2, projects: 1))
    case .codesUnread: .document(.codesUnread(count: 1, first: ["…"]))
    case .labelsUnread: .document(.labelsUnread(labels: 2, projects: 1))
    case .nothingRead: .document(.nothingRead(codeLabel: true, goalTable: true))
    case .spendingUnread: .document(.spendingUnread(.specimen))
    case .otherForm: .document(.otherForm(.selfEvaluation))
    case .notADisclosure: .document(.notADisclosure)
    case .yearTypo: .document(.yearTypo("205", likely: "2025"))
    case .documentMended: .document(.mended("…", to: "…", by: "…"))
    case .departmentAmbiguous: .department(.ambiguous([.specimen, .specimen]))
    case .departmentMissing: .department(.missing)
    case .departmentUnreadable: .department(.unreadable(.specimen))
    case .departmentContradicts: .department(.contradicts(.specimen, given: .specimen))
    case .departmentGiven: .department(.given(.specimen, given: .specimen))
    case .yearUnreadable: .department(.yearUnreadable(1999))
    case .yearContradicts: .department(.yearContradicts([2024], given: 2025))
    case .yearGiven: .department(.yearGiven([2024, 2025], given: 2025))
    case .yearMissing: .department(.yearMissing)
    case .yearAmbiguous: .department(.yearAmbiguous([2024, 2025]))
    case .titleContradicts: .department(.titleContradicts(2024, year: 2025))
    case .codeLater: .department(.codeLater(2026, year: 2025))
    case .codesEarlier: .department(.codesEarlier([2024], year: 2025))
    case .divisionGiven: .department(.divisionGiven(.specimen, given: .specimen))
    case .divisionAmbiguous: .department(.divisionAmbiguous([.specimen, .specimen]))
    case .divisionOfCode: .department(.divisionOfCode(.specimen, division: .specimen))
    case .tableUnitUnknown: .table(.unitUnknown(table: "…", unit: "千元"))
    case .tableRowShort: .table(.rowShort(table: "…", row: "…"))
    case .tableRowUnnumbered: .table(.rowUnnumbered(table: "…", row: "…"))
    case .tableAmountUnreadable: .table(.amountUnreadable(table: "…", "…"))
    case .functionCodeWithBlanks: .table(.codeWithBlanks("20 6", code: "206"))
    case .functionCodeLength: .table(.codeLength("2060", name: "…", likely: nil))
    case .goalJoined: .form(.goalJoined("…"))
    case .textNotTaken: .form(.textNotTaken("…"))
    case .projectCodeMissing: .form(.codeMissing)
    case .projectCodeUnreadable: .form(.codeRefused(RefusalKind.projectCodeUnreadable.specimen))
    case .projectCodeTooLong: .form(.codeRefused(RefusalKind.projectCodeTooLong.specimen))
    case .projectCodeTwice: .form(.codeTwice(.specimen, name: "…"))
    case .bracketTakenOff: .form(.bracketTakenOff("】", name: "…"))
    case .valueUnexpected: .form(.valueUnexpected("…", label: "…"))
    case .fieldNotNeeded: .form(.fieldNotNeeded("…", label: "…"))
    case .amountsSeveral: .form(.amountsSeveral(["…", "…"], label: "…"))
    case .unitsContradict: .form(.unitsContradict)
    case .purposesSeveral: .form(.purposesSeveral(2))
    case .rowUnknown: .form(.rowUnknown("…"))
    case .tableNotTaken: .form(.tableNotTaken("…"))
    case .unitUnknown: .amount(.unitUnknown("千元"))
    case .unitMissing: .amount(.unitMissing)
    case .budgetBlank: .amount(.budgetBlank(project: "…"))
    case .budgetNegative: .amount(.negative("…", label: "…"))
    case .budgetUnreadable: .amount(.unreadable("…", label: "…"))
    case .planHeaderUnknown: .plan(.headerUnknown("…"))
    case .planHeaderTwice: .plan(.headerTwice("…"))
    case .planRowMisfit: .plan(.rowMisfit(.count(3, header: 5)))
    case .planNumberWithoutMonth: .plan(.numberWithoutMonth("…"))
    case .planMonthTwice: .plan(.monthTwice(3))
    case .planCellUnreadable: .plan(.cellUnreadable("…", month: 3))
    case .planMissing: .plan(.missing(project: "…"))
    case .planFractions: .plan(.fractions(project: "…", most: Quantity(units: 1)))
    case .planAmounts: .plan(.amounts(project: "…", last: Quantity(units: 75, scale: 2), budget: .specimen))
    case .planPercentOrAmount: .plan(.percentOrAmount(project: "…", cells: ["…"], budget: .specimen))
    case .planUnclear: .plan(.unclear(project: "…", cells: ["…"], budget: .specimen))
    case .planFalling: .plan(.falling(month: 6, .percent(25), before: 3, .percent(50)))
    case .planNotComplete: .plan(.notComplete(.percent(90)))
    case .indicatorHeaderUnknown: .indicator(.headerUnknown(.unknown("…")))
    case .columnsNotTaken: .indicator(.columnsNotTaken(["…"]))
    case .indicatorRowMisfit: .indicator(.rowMisfit(.nameMissing))
    case .rowJoined: .indicator(.rowJoined([.init(.target, "…")], indicator: "…"))
    case .levelMissing: .indicator(.levelMissing(indicator: "…"))
    case .targetPicture: .target(.picture("…"), of: "…")
    case .targetLetters: .target(.letters("9O%"), of: "…")
    case .targetBlank: .target(.blank, of: "…")
    case .targetUndecided: .target(.undecided("…"), of: "…")
    case .targetAboutInWords: .target(.aboutInWords("…"), of: "…")
    case .targetTimeInWords: .target(.timeInWords("…"), of: "…")
    case .targetNumberUnreadable: .target(.numberUnreadable("…"), of: "…")
    case .targetInWords: .target(.inWords("…"), of: "…")
    case .targetDeadline: .target(.deadline("…", Day(endOf: 12, in: 2025)), of: "…")
    case .targetAbout: .target(.about("…", .specimen), of: "…")
    case .targetMeasure: .target(.measure("…", .specimen), of: "…")
    case .projectCodeWithBlanks: .project(.codeWithBlanks("…", code: .specimen))
    case .projectCodeLength: .project(.codeLength(.specimen))
    case .projectCodeCheck: .project(.codeCheck(.specimen, likely: nil))
    case .carryOver: .project(.carryOver("…", year: 2024, budget: .specimen))
    case .projectNameMissing: .project(.nameMissing)
    case .nameCutShort: .project(.nameCutShort("…", open: "（", close: "）"))
    case .nameBracket: .project(.nameBracket("…", close: "）"))
    case .goalsMissing: .project(.goalsMissing("…"))
    case .indicatorsMissing: .project(.indicatorsMissing("…"))
    case .budgetMissing: .project(.budgetMissing("…"))
    case .fundsDiffer: .project(.fundsDiffer("…", funds: .specimen, budget: .specimen))
    case .capsRounded: .project(.capsRounded(.specimen))
    case .capsClose: .project(.capsClose(.specimen))
    case .capsDiffer: .project(.capsDiffer(.specimen))
    case .totalsRounded: .sum(.totalsRounded(.specimen))
    case .totalsDiffer: .sum(.totalsDiffer(.specimen))
    case .projectSumRounded: .sum(.projectsRounded(projects: 2, sum: .specimen, declared: .specimen))
    case .projectSumDiffers: .sum(.projectsDiffer(projects: 2, sum: .specimen, declared: .specimen))
    case .carryOverDiffers: .sum(.carryOverDiffers(sum: .specimen, declared: .specimen))
    case .goalNumbersNotTaken: .goal(.numbersNotTaken(count: 1, first: ["…"]))
    case .goalTextsNotTaken: .goal(.textsNotTaken(count: 1, first: ["…"]))
    case .goalsContradict: .goal(.contradict(overall: "…", section: "…", itemised: "…"))
    case .calendarYearMissing: .calendar(.yearMissing(2027))
    case .calendarNextYearMissing: .calendar(.nextYearMissing(2027))
    case .parameterUnreadable: .rules(.parameterUnreadable(set: "…", key: "…", value: "…"))
    case .readingUnreadable: .rules(.readingUnreadable(set: "…", key: "…", value: "…"))
    }
  }
}

extension ProjectCode {
  fileprivate static var specimen: ProjectCode { ProjectCode(checked: "13062525P00100110001X") }
}

extension DivisionCode {
  fileprivate static var specimen: DivisionCode { DivisionCode(kept: "130625") }
}

extension NamedDepartment {
  fileprivate static var specimen: NamedDepartment { NamedDepartment(code: "304", name: "…") }
}

extension Money {
  fileprivate static var specimen: Money { Money(fen: 750_000) }
}

extension Share {
  fileprivate static func percent(_ number: Int64) -> Share { Share(percent: Quantity(units: number)) }
}

extension Target.Measure {
  fileprivate static var specimen: Target.Measure {
    Target.Measure(comparison: .atLeast, value: Quantity(units: 90), unit: "%")
  }
}

extension CostCaps {
  fileprivate static var specimen: CostCaps {
    CostCaps(project: "…", caps: ["7500元"], sum: .specimen, budget: .specimen)
  }
}

extension SumComparison {
  fileprivate static var specimen: SumComparison { SumComparison(.incomeTotal, .specimen, .spendingTotal, .specimen) }
}
