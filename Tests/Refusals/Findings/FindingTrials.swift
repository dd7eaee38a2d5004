import Domain

extension FindingKind {
  /// How it is brought about. A kind without a trial does not compile.
  var trial: FindingTrial {
    switch self {
    // The document as a whole.
    case .headingUnread: .headingUnread
    case .codesUnread: .codesUnread
    case .labelsUnread: .labelsUnread
    case .nothingRead: .nothingRead
    case .spendingUnread: .spendingUnread
    case .otherForm: .otherForm
    case .notADisclosure: .notADisclosure
    case .yearTypo: .yearTypo
    case .documentMended: .documentMended
    // Whose budget it is, and of which year.
    case .departmentAmbiguous: .departmentAmbiguous
    case .departmentMissing: .departmentMissing
    case .departmentUnreadable: .departmentUnreadable
    case .departmentContradicts: .departmentContradicts
    case .departmentGiven: .departmentGiven
    case .yearUnreadable: .yearUnreadable
    case .yearContradicts: .yearContradicts
    case .yearGiven: .yearGiven
    case .yearMissing: .yearMissing
    case .yearAmbiguous: .yearAmbiguous
    case .titleContradicts: .titleContradicts
    case .codeLater: .codeLater
    case .codesEarlier: .codesEarlier
    case .divisionGiven: .divisionGiven
    case .divisionAmbiguous: .divisionAmbiguous
    case .divisionOfCode: .divisionOfCode
    // A budget table.
    case .tableUnitUnknown: .tableUnitUnknown
    case .tableRowShort: .tableRowShort
    case .tableRowUnnumbered: .tableRowUnnumbered
    case .tableAmountUnreadable: .tableAmountUnreadable
    case .functionCodeWithBlanks: .functionCodeWithBlanks
    case .functionCodeLength: .functionCodeLength
    // The form of a project.
    case .goalJoined: .goalJoined
    case .textNotTaken: .textNotTaken
    case .projectCodeMissing: .projectCodeMissing
    case .projectCodeUnreadable: .projectCodeUnreadable
    case .projectCodeTooLong: .projectCodeTooLong
    case .projectCodeTwice: .projectCodeTwice
    case .bracketTakenOff: .bracketTakenOff
    case .valueUnexpected: .valueUnexpected
    case .fieldNotNeeded: .fieldNotNeeded
    case .amountsSeveral: .amountsSeveral
    case .unitsContradict: .unitsContradict
    case .purposesSeveral: .purposesSeveral
    case .rowUnknown: .rowUnknown
    case .tableNotTaken: .tableNotTaken
    // The amounts of a project.
    case .unitUnknown: .unitUnknown
    case .unitMissing: .unitMissing
    case .budgetBlank: .budgetBlank
    case .budgetNegative: .budgetNegative
    case .budgetUnreadable: .budgetUnreadable
    // A spending plan.
    case .planHeaderUnknown: .planHeaderUnknown
    case .planHeaderTwice: .planHeaderTwice
    case .planRowMisfit: .planRowMisfit
    case .planNumberWithoutMonth: .planNumberWithoutMonth
    case .planMonthTwice: .planMonthTwice
    case .planCellUnreadable: .planCellUnreadable
    case .planMissing: .planMissing
    case .planFractions: .planFractions
    case .planAmounts: .planAmounts
    case .planPercentOrAmount: .planPercentOrAmount
    case .planUnclear: .planUnclear
    case .planFalling: .planFalling
    case .planNotComplete: .planNotComplete
    // A table of indicators.
    case .indicatorHeaderUnknown: .indicatorHeaderUnknown
    case .columnsNotTaken: .columnsNotTaken
    case .indicatorRowMisfit: .indicatorRowMisfit
    case .rowJoined: .rowJoined
    case .levelMissing: .levelMissing
    // A target.
    case .targetPicture: .targetPicture
    case .targetLetters: .targetLetters
    case .targetBlank: .targetBlank
    case .targetUndecided: .targetUndecided
    case .targetAboutInWords: .targetAboutInWords
    case .targetTimeInWords: .targetTimeInWords
    case .targetNumberUnreadable: .targetNumberUnreadable
    case .targetInWords: .targetInWords
    case .targetDeadline: .targetDeadline
    case .targetAbout: .targetAbout
    case .targetMeasure: .targetMeasure
    // A project held against itself.
    case .projectCodeWithBlanks: .projectCodeWithBlanks
    case .projectCodeLength: .projectCodeLength
    case .projectCodeCheck: .projectCodeCheck
    case .carryOver: .carryOver
    case .projectNameMissing: .projectNameMissing
    case .nameCutShort: .nameCutShort
    case .nameBracket: .nameBracket
    case .goalsMissing: .goalsMissing
    case .indicatorsMissing: .indicatorsMissing
    case .budgetMissing: .budgetMissing
    case .fundsDiffer: .fundsDiffer
    case .capsRounded: .capsRounded
    case .capsClose: .capsClose
    case .capsDiffer: .capsDiffer
    // Sums held against each other.
    case .totalsRounded: .totalsRounded
    case .totalsDiffer: .totalsDiffer
    case .projectSumRounded: .projectSumRounded
    case .projectSumDiffers: .projectSumDiffers
    case .carryOverDiffers: .carryOverDiffers
    // The goals of the department.
    case .goalNumbersNotTaken: .goalNumbersNotTaken
    case .goalTextsNotTaken: .goalTextsNotTaken
    case .goalsContradict: .goalsContradict
    // The calendar and the rule sets.
    case .calendarYearMissing: .calendarYearMissing
    case .calendarNextYearMissing: .calendarNextYearMissing
    case .parameterUnreadable: .parameterUnreadable
    case .readingUnreadable: .readingUnreadable
    }
  }
}
