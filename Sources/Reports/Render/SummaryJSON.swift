package import Domain

extension Summary {
  /// The summary as JSON: amounts in yuan, rates in percent, as decimal strings; null where there is none.
  package var json: JSONValue {
    .fields([
      "department": .fields([
        "code": .string(department.code), "name": .string(department.name),
        "fiscalYear": .number(Int64(department.fiscalYear)),
      ]),
      "asOf": .string(day.description), "through": .number(Int64(month)), "ruleSet": .string(ruleSet),
      "projects": .array(lines.map(\.json)),
      "departmentIndicators": departmentIndicators.json,
      "totals": .fields([
        "projects": .number(Int64(lines.count)), "budget": .string(budget.yuan), "paid": .string(paid.yuan),
        "progress": .optional(progress?.percentText), "planned": .string(planned.yuan),
        "timeliness": .optional(timeliness?.percentText), "openAlerts": .number(Int64(alerts)),
        "lights": .fields([
          "green": .number(Int64(count(.green))), "yellow": .number(Int64(count(.yellow))),
          "red": .number(Int64(count(.red))), "none": .number(Int64(count(.none))),
        ]),
        "indicators": indicators.json,
      ]),
      "text": .string(paragraph),
    ])
  }
}

extension Summary.Line {
  var json: JSONValue {
    .fields([
      "code": .string(project.code.text), "name": .string(project.name), "budget": .string(budget.yuan),
      "paid": .string(paid.yuan), "progress": .optional(progress?.percentText), "planned": .optional(planned?.yuan),
      "plannedBy": .optional(plannedBy?.description), "timeliness": .optional(timeliness?.percentText),
      "planBasis": isFallback ? "elapsed-time" : "plan", "light": .string(light.rawValue),
      "openAlerts": .number(Int64(alerts)), "indicators": indicators.json,
      "nextDue": .array(
        due.map {
          .fields([
            "date": .string($0.day.description), "what": .string($0.what), "amount": .optional($0.amount?.yuan),
            "overdue": .bool($0.isOverdue),
          ])
        }),
    ])
  }
}

extension Summary.Counts {
  var json: JSONValue {
    .fields([
      "met": .number(Int64(self[.met])), "inProgress": .number(Int64(self[.inProgress])),
      "offTarget": .number(Int64(off)),
      "notReported": .number(Int64(self[.notReported])), "notDue": .number(Int64(self[.notDue])),
      "total": .number(Int64(total)),
    ])
  }
}
