internal import Domain
internal import Pages

// The forms, and their judging.
extension Site {
  /// As much as a department's form with all its texts can be.
  private static let mostOfForm = 4 << 20

  static let formsEndpoints: [Endpoint] = [
    .get("/forms", .may(.readDepartment)) { try await $0.formsPage(Problems()) },
    .post("/forms", .may(.submitForm)) { try await $0.submitForms() },
    .get("/forms/{period}/{owner}", .may(.readDepartment)) { try await $0.formPage() },
    .post(
      "/forms/{period}/{owner}", .may(.fillForm), most: mostOfForm, refill: { try await $0.formPage(typed: $0.form) }
    ) { try await $0.fillForm() },
    .get("/forms/{period}/{owner}/history", .may(.readDepartment)) { try await $0.formHistory() },
    .get("/forms/{period}/{owner}/file", .may(.readDepartment)) { try await $0.formFile() },
    .post("/forms/{period}/{owner}/withdraw", .may(.withdrawForm)) { try await $0.actOnForm(.withdraw) },
    .post("/forms/{period}/{owner}/revise", .may(.reviseForm)) { try await $0.reviseForm() },
    .post("/forms/{period}/{owner}/approve", .may(.approveForm)) { try await $0.actOnForm(.approve) },
    .post(
      "/forms/{period}/{owner}/return", .may(.returnForm), refill: { try await $0.formPage(typed: $0.form) }
    ) { visit in
      try await visit.actOnForm(.giveBack(remarks: visit.form["remarks"] ?? ""))
    },
    .post(
      "/forms/{period}/{owner}/comment", .may(.commentForm), refill: { try await $0.formPage(typed: $0.form) }
    ) { try await $0.commentForm() },
    .get("/review", .may(.approveForm)) { try await $0.reviewPage(Problems()) },
    .post("/review", .may(.approveForm)) { try await $0.approveForms() },
  ]
}
