internal import Domain
internal import Pages

// A published budget: sent in, looked at, confirmed.
extension Site {
  static let documentsEndpoints: [Endpoint] = [
    .get("/import", .may(.tryDocument)) { try await $0.importPage($0.query) },
    // The file with what is told of it; how large the file itself may be is said at the desk.
    .post("/import", .may(.tryDocument), most: Endpoint.fileMost + (64 << 10)) { try await $0.takeDocument() },
    .get("/import/{upload}", .may(.tryDocument)) { try await $0.documentPage() },
    .get("/import/{upload}/findings", .may(.tryDocument)) { try await $0.findingsFile() },
    .post("/import/{upload}/confirm", .may(.importDocument)) { try await $0.confirmDocument() },
    .post("/import/{upload}/mend", .may(.tryDocument), refill: { try await $0.documentPage() }) {
      try await $0.mendDocument()
    },
    .post("/import/{upload}/drop", .may(.tryDocument)) { try await $0.dropDocument() },
  ]
}
