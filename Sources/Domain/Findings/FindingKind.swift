/// Every finding there is. Several may have one code, such as the ways in which projects can be missing.
package enum FindingKind: CaseIterable, Hashable, Sendable {
  // The document as a whole.
  case headingUnread, codesUnread, labelsUnread, nothingRead, spendingUnread, otherForm, notADisclosure, yearTypo
  case documentMended
  // Whose budget it is, and of which year.
  case departmentAmbiguous, departmentMissing, departmentUnreadable, departmentContradicts, departmentGiven
  case yearUnreadable, yearContradicts, yearGiven, yearMissing, yearAmbiguous
  case titleContradicts, codeLater, codesEarlier
  case divisionGiven, divisionAmbiguous, divisionOfCode
  // A budget table.
  case tableUnitUnknown, tableRowShort, tableRowUnnumbered, tableAmountUnreadable
  case functionCodeWithBlanks, functionCodeLength
  // The form of a project.
  case goalJoined, textNotTaken, projectCodeMissing, projectCodeUnreadable, projectCodeTooLong, projectCodeTwice
  case bracketTakenOff, valueUnexpected, fieldNotNeeded, amountsSeveral, unitsContradict, purposesSeveral
  case rowUnknown, tableNotTaken
  // The amounts of a project.
  case unitUnknown, unitMissing, budgetBlank, budgetNegative, budgetUnreadable
  // A spending plan.
  case planHeaderUnknown, planHeaderTwice, planRowMisfit, planNumberWithoutMonth, planMonthTwice
  case planCellUnreadable, planMissing, planFractions, planAmounts, planPercentOrAmount, planUnclear
  case planFalling, planNotComplete
  // A table of indicators.
  case indicatorHeaderUnknown, columnsNotTaken, indicatorRowMisfit, rowJoined, levelMissing
  // A target.
  case targetPicture, targetLetters, targetBlank, targetUndecided, targetAboutInWords, targetTimeInWords
  case targetNumberUnreadable, targetInWords, targetDeadline, targetAbout, targetMeasure
  // A project held against itself.
  case projectCodeWithBlanks, projectCodeLength, projectCodeCheck, carryOver
  case projectNameMissing, nameCutShort, nameBracket, goalsMissing, indicatorsMissing, budgetMissing, fundsDiffer
  case capsRounded, capsClose, capsDiffer
  // Sums held against each other.
  case totalsRounded, totalsDiffer, projectSumRounded, projectSumDiffers, carryOverDiffers
  // The goals of the department.
  case goalNumbersNotTaken, goalTextsNotTaken, goalsContradict
  // The calendar and the rule sets.
  case calendarYearMissing, calendarNextYearMissing, parameterUnreadable, readingUnreadable
}

extension FindingKind {
  /// How grave it is. A document with an error is not taken.
  package var severity: Finding.Severity {
    switch self {
    case .headingUnread, .codesUnread, .labelsUnread, .nothingRead, .spendingUnread, .otherForm, .notADisclosure,
      .departmentAmbiguous, .departmentMissing, .departmentUnreadable, .departmentContradicts,
      .yearUnreadable, .yearContradicts, .yearMissing, .yearAmbiguous, .titleContradicts, .codeLater, .codesEarlier,
      .divisionAmbiguous,
      .projectCodeMissing, .projectCodeUnreadable, .projectCodeTooLong, .projectCodeTwice, .valueUnexpected,
      .amountsSeveral, .unitsContradict, .purposesSeveral,
      .unitUnknown, .unitMissing, .budgetBlank, .budgetNegative, .budgetUnreadable,
      .planHeaderUnknown, .planHeaderTwice, .planRowMisfit, .planNumberWithoutMonth, .planMonthTwice,
      .planCellUnreadable, .planFractions,
      .indicatorHeaderUnknown, .indicatorRowMisfit, .targetPicture, .targetLetters:
      .error
    case .yearTypo, .departmentGiven, .yearGiven, .divisionOfCode,
      .tableUnitUnknown, .tableRowShort, .tableRowUnnumbered, .tableAmountUnreadable, .functionCodeLength,
      .textNotTaken, .bracketTakenOff, .rowUnknown, .tableNotTaken,
      .planMissing, .planAmounts, .planPercentOrAmount, .planUnclear, .planFalling, .planNotComplete,
      .levelMissing, .targetBlank, .targetUndecided, .targetAboutInWords, .targetTimeInWords,
      .targetNumberUnreadable, .targetAbout,
      .projectCodeLength, .projectCodeCheck, .projectNameMissing, .nameCutShort, .nameBracket, .goalsMissing,
      .indicatorsMissing, .budgetMissing, .fundsDiffer, .capsClose, .capsDiffer,
      .totalsDiffer, .projectSumDiffers, .carryOverDiffers, .goalNumbersNotTaken, .goalsContradict,
      .calendarYearMissing, .parameterUnreadable, .readingUnreadable:
      .warning
    case .divisionGiven, .functionCodeWithBlanks, .goalJoined, .fieldNotNeeded, .columnsNotTaken, .rowJoined,
      .targetInWords, .targetDeadline, .targetMeasure, .projectCodeWithBlanks, .carryOver, .capsRounded,
      .documentMended,
      .totalsRounded, .projectSumRounded, .goalTextsNotTaken, .calendarNextYearMissing:
      .info
    }
  }

  /// Whether an auditor asks about it when it is no mere rounding: sums and numbers that contradict each other.
  package var isAboutSums: Bool {
    switch self {
    case .fundsDiffer, .capsRounded, .capsClose, .capsDiffer, .totalsRounded, .totalsDiffer, .projectSumRounded,
      .projectSumDiffers, .carryOverDiffers, .goalsContradict:
      true
    default: false
    }
  }
}
