import Domain
import Store

extension JSONValue {
  /// The code of a division; null where none is named.
  static func division(_ code: DivisionCode) -> JSONValue { .optional(code.isSpecified ? code.text : nil) }
}

/// The JSON of an imported document.
enum BudgetJSON {
  static func document(
    file: String, _ budget: DepartmentBudget?, _ findings: [Finding], _ outcome: ImportOutcome?, refusal: String?
  ) -> JSONValue {
    let year = budget?.department.fiscalYear ?? 0
    let projects: [JSONValue] = (budget?.projects ?? []).map { project($0, year) }
    let own: [JSONValue] = (budget?.indicators ?? []).map {
      .fields(["name": .string($0.name), "target": target($0.target, year), "section": .string($0.section)])
    }
    let changes: [JSONValue] = (outcome?.difference?.changes ?? []).map(change)
    let removals: [JSONValue] = (outcome?.difference?.removals ?? []).map(removal)
    return .fields([
      "file": .string(file), "department": budget.map { department($0.department) } ?? .null,
      "projects": .array(projects), "departmentIndicators": .array(own),
      "tables": budget.map { tables($0.tables) } ?? .null,
      "effectiveOn": .optional(outcome?.effectiveOn?.description), "changes": .array(changes),
      "removals": .array(removals), "findings": .array(findings.map(finding)), "outcome": outcome.map(json) ?? .null,
      "refused": .optional(refusal),
    ])
  }

  private static func removal(_ removal: BudgetDifference.Removal) -> JSONValue {
    .fields([
      "code": .string(removal.code.text), "name": .string(removal.name), "paid": .string(removal.paid.yuan),
    ])
  }

  private static func change(_ change: BudgetDifference.Change) -> JSONValue {
    .fields([
      "what": .string(change.what.rawValue), "project": .optional(change.project?.text), "name": .string(change.name),
      "old": .optional(change.old), "new": .optional(change.new),
    ])
  }

  static func department(_ department: DepartmentIdentity) -> JSONValue {
    .fields([
      "division": .division(department.division), "code": .string(department.code), "name": .string(department.name),
      "fiscalYear": .number(Int64(department.fiscalYear)),
    ])
  }

  private static func project(_ project: ProjectBudget, _ fiscalYear: Int) -> JSONValue {
    let cells = project.plan.cells.compactMap { cell in
      cell.share.map { JSONValue.fields(["month": .number(Int64(cell.month)), "percent": .string($0.percentText)]) }
    }
    return .fields([
      "code": .string(project.code.text), "name": .string(project.name), "budget": .string(project.budget.yuan),
      "fiscalFunds": .string(project.fiscalFunds.yuan), "otherFunds": .string(project.otherFunds.yuan),
      "purpose": .string(project.purpose), "plan": .array(cells), "planBasis": .string(project.plan.basis.rawValue),
      "goals": .array(project.goals.map(JSONValue.string)),
      "indicators": .array(project.indicators.map { indicator($0, fiscalYear) }),
    ])
  }

  private static func indicator(_ indicator: Indicator, _ fiscalYear: Int) -> JSONValue {
    .fields([
      "position": .number(Int64(indicator.position)), "level1": .string(indicator.level1),
      "level2": .string(indicator.level2), "level3": .string(indicator.level3),
      "description": .string(indicator.description), "target": target(indicator.target, fiscalYear),
      "binding": .string(indicator.binding.name), "bindingCategory": .optional(indicator.binding.category),
      "basis": .string(indicator.basis),
    ])
  }

  private static func target(_ target: Target, _ fiscalYear: Int) -> JSONValue {
    let text = JSONValue.string(target.text)
    guard let measure = target.measure else {
      guard let deadline = target.deadline?.on(fiscalYear) else {
        return .fields(["text": text, "kind": "qualitative"])
      }
      return .fields(["text": text, "kind": "qualitative", "deadline": .string(deadline.description)])
    }
    let (sign, value) = (JSONValue.string(measure.comparison.rawValue), JSONValue.string(measure.value.description))
    let unit = JSONValue.string(measure.unit)
    guard let upper = measure.upper else {
      return .fields(["text": text, "kind": "quantitative", "operator": sign, "value": value, "unit": unit])
    }
    return .fields([
      "text": text, "kind": "quantitative", "operator": sign, "value": value, "upper": .string(upper.description),
      "unit": unit,
    ])
  }

  private static func tables(_ tables: BudgetTables) -> JSONValue {
    .fields([
      "incomeTotal": .optional(tables.incomeTotal?.yuan), "spendingTotal": .optional(tables.spendingTotal?.yuan),
      "carryOver": .optional(tables.carryOver?.yuan), "basicSpending": .optional(tables.basicSpending?.yuan),
      "projectSpending": .optional(tables.projectSpending?.yuan),
      "functions": .array(
        tables.functions.filter { !$0.code.isEmpty }.map {
          .fields([
            "code": .string($0.code), "name": .string($0.name), "total": .optional($0.total?.yuan),
            "basic": .optional($0.basic?.yuan), "project": .optional($0.project?.yuan),
          ])
        }),
      "threePublic": .array(
        tables.threePublic.map { .fields(["name": .string($0.name), "amount": .optional($0.amount?.yuan)]) }),
      "records": .array(
        tables.records.map {
          .fields(["table": .string($0.table), "cells": .array($0.cells.map(JSONValue.string))])
        }),
    ])
  }

  static func finding(_ finding: Finding) -> JSONValue {
    .fields([
      "severity": .string(finding.severity.rawValue), "code": .string(finding.code),
      "project": .optional(finding.project?.text), "message": .string(finding.message), "place": .string(finding.place),
    ])
  }

  private static func json(_ outcome: ImportOutcome) -> JSONValue {
    .fields([
      "repeated": .bool(outcome.isRepeated), "projectsAdded": .number(Int64(outcome.added)),
      "projectsChanged": .number(Int64(outcome.changed)), "projectsUnchanged": .number(Int64(outcome.unchanged)),
      "projectsRemoved": .number(Int64(outcome.removed)), "indicatorsAdded": .number(Int64(outcome.indicatorsAdded)),
      "indicatorsChanged": .number(Int64(outcome.indicatorsChanged)),
      "indicatorsRemoved": .number(Int64(outcome.indicatorsRemoved)),
    ])
  }
}
