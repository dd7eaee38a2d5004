import Domain

extension RefusalKind {
  /// How it is brought about. A kind without a trial does not compile.
  var trial: Trial {
    switch self {
    // A value as typed that cannot be read.
    case .notADate: .notADate
    case .timeUnreadable: .timeUnreadable
    case .dayToCome: .dayToCome
    case .notAPeriod: .notAPeriod
    case .notAnAmount: .notAnAmount
    case .amountTooFine: .amountTooFine
    case .amountTooLarge: .amountTooLarge
    case .notPoints: .notPoints
    case .projectMissing: .projectMissing
    case .projectCodeUnreadable: .projectCodeUnreadable
    case .projectCodeTooLong: .projectCodeTooLong
    case .divisionUnreadable: .divisionUnreadable
    case .textTooLong: .textTooLong
    case .voucherMissing: .voucherMissing
    case .voucherTooLong: .voucherTooLong
    case .voucherControl: .voucherControl
    // A file that cannot be read or written at all.
    case .fileNotFound: .fileNotFound
    case .fileIsFolder: .fileIsFolder
    case .fileNotRegular: .fileNotRegular
    case .fileTooLarge: .fileTooLarge
    case .fileUnreadable: .fileUnreadable
    case .fileBrokenOff: .fileBrokenOff
    case .fileChanged: .fileChanged
    case .fileNotWritten: .fileNotWritten
    case .fileNotFinished: .fileNotFinished
    case .fileNotMade: .fileNotMade
    case .fontMissing: .fontMissing
    case .notATextFile: .notATextFile
    case .encodingMissing: .encodingMissing
    case .spreadsheetNotRead: .spreadsheetNotRead
    // A budget document that cannot be read at all.
    case .oldOfficeFile: .oldOfficeFile
    case .pdfNotRead: .pdfNotRead
    case .notADocument: .notADocument
    case .textTooLarge: .textTooLarge
    case .textTooManyLines: .textTooManyLines
    case .unreadableDocx: .unreadableDocx
    case .docxTooLarge: .docxTooLarge
    case .docxWithoutText: .docxWithoutText
    case .docxTextDamaged: .docxTextDamaged
    case .notABudget: .notABudget
    // A file of rows, or a row, that does not fit.
    case .unclosedQuote: .unclosedQuote
    case .rowEndless: .rowEndless
    case .rowQuotes: .rowQuotes
    case .rowTooLong: .rowTooLong
    case .rowTooWide: .rowTooWide
    case .rowSplitAmount: .rowSplitAmount
    case .columnTwice: .columnTwice
    case .unitUnknown: .unitUnknown
    case .wrongTemplate: .wrongTemplate
    case .wrongTemplateForm: .wrongTemplateForm
    case .wrongTemplateValues: .wrongTemplateValues
    case .sheetOfAnother: .sheetOfAnother
    case .rowUnstamped: .rowUnstamped
    case .rowTwice: .rowTwice
    case .rowOfAnother: .rowOfAnother
    case .cellUnreadable: .cellUnreadable
    case .sheetsSeveral: .sheetsSeveral
    case .notWorkbook: .notWorkbook
    case .wrongTemplateCalendar: .wrongTemplateCalendar
    // A yearly notice of holidays that is not taken.
    case .calendarRow: .calendarRow
    case .calendarIncomplete: .calendarIncomplete
    case .calendarWorkdays: .calendarWorkdays
    case .calendarEmpty: .calendarEmpty
    case .calendarDiffers: .calendarDiffers
    // A project or its account that is not what was meant.
    case .projectUnknown: .projectUnknown
    case .projectInDivisions: .projectInDivisions
    case .yearMissing: .yearMissing
    case .outsideFiscalYear: .outsideFiscalYear
    case .projectVanished: .projectVanished
    case .projectsNone: .projectsNone
    // A payment or its reversal that is not recorded.
    case .amountNegative: .amountNegative
    case .amountZero: .amountZero
    case .categoryMissing: .categoryMissing
    case .categoryUnknown: .categoryUnknown
    case .categoryAmbiguous: .categoryAmbiguous
    case .paidTooLarge: .paidTooLarge
    case .voucherUsed: .voucherUsed
    case .newVoucherUsed: .newVoucherUsed
    case .voucherUnknown: .voucherUnknown
    case .voucherInYears: .voucherInYears
    case .voucherAmbiguous: .voucherAmbiguous
    case .reversalOfReversal: .reversalOfReversal
    case .alreadyReversed: .alreadyReversed
    case .reversalDate: .reversalDate
    case .amountNotPositive: .amountNotPositive
    case .adjustmentZero: .adjustmentZero
    case .adjustmentWithoutDocument: .adjustmentWithoutDocument
    case .budgetTooSmall: .budgetTooSmall
    case .adjustmentToItself: .adjustmentToItself
    case .fundsUnnamed: .fundsUnnamed
    case .eventMissing: .eventMissing
    case .eventUnknown: .eventUnknown
    // An indicator that is not what was meant, or a value it cannot have.
    case .indicatorUnknown: .indicatorUnknown
    case .indicatorNameUnknown: .indicatorNameUnknown
    case .indicatorAmbiguous: .indicatorAmbiguous
    case .indicatorRange: .indicatorRange
    case .indicatorVanished: .indicatorVanished
    case .bindingUnfit: .bindingUnfit
    case .indicatorComputed: .indicatorComputed
    case .valueNeedsNumber: .valueNeedsNumber
    case .valueNeedsJudgement: .valueNeedsJudgement
    case .valueNotANumber: .valueNotANumber
    case .valueWrongUnit: .valueWrongUnit
    case .valueNeedsDay: .valueNeedsDay
    case .targetNotADate: .targetNotADate
    case .reachedLater: .reachedLater
    case .valueNotARate: .valueNotARate
    case .valueBadRatio: .valueBadRatio
    case .valueHundredfold: .valueHundredfold
    case .valueMissing: .valueMissing
    case .valueNegative: .valueNegative
    case .valueOverWhole: .valueOverWhole
    case .valueFarAbove: .valueFarAbove
    // A form, or what is filled into it, that is not taken.
    case .fieldNotOfForm: .fieldNotOfForm
    case .indicatorNotOfForm: .indicatorNotOfForm
    case .indicatorMissing: .indicatorMissing
    case .indicatorNotWanted: .indicatorNotWanted
    case .sourceOnlyOne: .sourceOnlyOne
    case .executionComputed: .executionComputed
    case .forecastOutOfBounds: .forecastOutOfBounds
    case .reportedAlready: .reportedAlready
    case .reasonMissing: .reasonMissing
    case .fieldTooLong: .fieldTooLong
    case .fieldNegative: .fieldNegative
    case .causeUnknown: .causeUnknown
    case .likelihoodUnknown: .likelihoodUnknown
    case .periodNotOver: .periodNotOver
    case .actorMissing: .actorMissing
    case .dayBeforeLast: .dayBeforeLast
    case .formIncomplete: .formIncomplete
    case .remarksMissing: .remarksMissing
    case .approverIsFiller: .approverIsFiller
    case .formLocked: .formLocked
    case .formSubmitted: .formSubmitted
    case .formAlreadySubmitted: .formAlreadySubmitted
    case .formNotSubmitted: .formNotSubmitted
    case .formNotApproved: .formNotApproved
    case .snapshotUnreadable: .snapshotUnreadable
    case .submissionMissing: .submissionMissing
    case .submittedByForms: .submittedByForms
    case .formMonth: .formMonth
    case .layoutUnsound: .layoutUnsound
    case .layoutUnknown: .layoutUnknown
    case .layoutOfOtherForm: .layoutOfOtherForm
    case .layoutTooEarly: .layoutTooEarly
    case .amountWithoutUnit: .amountWithoutUnit
    // Weights and scores that the rules do not allow.
    case .weightsCount: .weightsCount
    case .weightsOutdated: .weightsOutdated
    case .weightsReason: .weightsReason
    case .weightsNotPositive: .weightsNotPositive
    case .weightsTotal: .weightsTotal
    case .scoreWithoutValue: .scoreWithoutValue
    case .scoreOutsideBand: .scoreOutsideBand
    case .scoreRaised: .scoreRaised
    case .scoreReasonMissing: .scoreReasonMissing
    // A step of a rectification (整改) that is not one for now.
    case .noticeEmpty: .noticeEmpty
    case .duePast: .duePast
    case .letterNumber: .letterNumber
    case .letterNumberTaken: .letterNumberTaken
    case .rectificationUnknown: .rectificationUnknown
    case .rectificationDay: .rectificationDay
    case .rectificationNoteMissing: .rectificationNoteMissing
    case .rectificationClosed: .rectificationClosed
    case .rectificationAnswered: .rectificationAnswered
    case .rectificationOpen: .rectificationOpen
    // A department that is not what was meant, or a document of it that is not imported.
    case .departmentsNone: .departmentsNone
    case .departmentUnknown: .departmentUnknown
    case .departmentAmbiguous: .departmentAmbiguous
    case .areaUnknown: .areaUnknown
    case .departmentVanished: .departmentVanished
    case .departmentEmpty: .departmentEmpty
    case .departmentSame: .departmentSame
    case .departmentTaken: .departmentTaken
    case .divisionHasProjects: .divisionHasProjects
    case .departmentInUse: .departmentInUse
    case .removalAsked: .removalAsked
    case .departmentWithoutDivision: .departmentWithoutDivision
    case .departmentDiffers: .departmentDiffers
    case .projectOfAnotherDepartment: .projectOfAnotherDepartment
    case .effectiveDay: .effectiveDay
    // A division (区划) that is not what was meant.
    case .divisionsNone: .divisionsNone
    case .divisionUnknown: .divisionUnknown
    case .divisionParentUnknown: .divisionParentUnknown
    case .divisionCircle: .divisionCircle
    case .divisionAmbiguous: .divisionAmbiguous
    case .divisionMissing: .divisionMissing
    case .divisionNameMissing: .divisionNameMissing
    // An alert that cannot be dealt with so.
    case .alertUnknown: .alertUnknown
    case .alertResolved: .alertResolved
    case .untilPast: .untilPast
    case .noteMissing: .noteMissing
    // A recipient, a channel or a route that is not what was meant.
    case .nameMissing: .nameMissing
    case .recipientUnknown: .recipientUnknown
    case .recipientNone: .recipientNone
    case .channelUnknown: .channelUnknown
    case .channelHostMissing: .channelHostMissing
    case .channelFromMissing: .channelFromMissing
    case .channelUrlMissing: .channelUrlMissing
    case .passwordInClear: .passwordInClear
    case .addressNotMail: .addressNotMail
    case .addressNotWanted: .addressNotWanted
    case .routeUnknown: .routeUnknown
    case .messageNotDead: .messageNotDead
    case .signerUnknown: .signerUnknown
    case .signerNotEntitled: .signerNotEntitled
    // The service's key, or what it sealed.
    case .keyMissing: .keyMissing
    case .keyMissingForChannels: .keyMissingForChannels
    case .keyUnreadable: .keyUnreadable
    case .keyExposed: .keyExposed
    case .keyBroken: .keyBroken
    case .keyUnwritable: .keyUnwritable
    case .keyNotReplaced: .keyNotReplaced
    case .keyIdMissing: .keyIdMissing
    case .keyOther: .keyOther
    case .secretUnreadable: .secretUnreadable
    case .settingsUnreadable: .settingsUnreadable
    case .keyDiffers: .keyDiffers
    // What opens the door and is not taken.
    case .passwordUnfit: .passwordUnfit
    case .signInBusy: .signInBusy
    case .passwordHashUnreadable: .passwordHashUnreadable
    case .signInNoMemory: .signInNoMemory
    // A rule set or a parameter that is not what was meant.
    case .ruleParameterUnreadable: .ruleParameterUnreadable
    case .ruleSetUnknown: .ruleSetUnknown
    case .parameterShape: .parameterShape
    case .parameterUnknown: .parameterUnknown
    // A fiscal year that is put away (归档), or cannot be.
    case .yearArchived: .yearArchived
    case .yearArchivedAlready: .yearArchivedAlready
    case .yearKept: .yearKept
    case .yearTooYoung: .yearTooYoung
    case .yearUnknown: .yearUnknown
    case .yearNotOwner: .yearNotOwner
    case .yearLocked: .yearLocked
    case .archiveMissing: .archiveMissing
    case .archiveChanged: .archiveChanged
    // The service's clock and its database.
    case .clockOther: .clockOther
    case .clockSimulated: .clockSimulated
    case .clockChanged: .clockChanged
    case .clockFile: .clockFile
    case .daemonRunning: .daemonRunning
    case .databasePooled: .databasePooled
    case .notificationsPooled: .notificationsPooled
    case .databaseOlder: .databaseOlder
    case .databaseNewer: .databaseNewer
    case .migrationChanged: .migrationChanged
    case .migrationLocked: .migrationLocked
    case .wordUnknown: .wordUnknown
    case .roleUnknown: .roleUnknown
    case .roleNotOwner: .roleNotOwner
    case .roleOwns: .roleOwns
    }
  }
}
