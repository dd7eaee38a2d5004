// swift-tools-version: 6.2
import PackageDescription

// CI builds with JIXIAO_STRICT=1: every warning is an error there. People who merely build the product with a newer
// compiler than ours are not stopped by a warning that did not exist when this was written.
let strict = Context.environment["JIXIAO_STRICT"] != nil

let swift: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  ] + (strict ? [.treatAllWarnings(as: .error)] : [])

// Whoever links Swift's libraries into a program has every symbol of theirs and ours exported, which nothing looks up here; only a
// linker that leaves them out keeps code apart from what the start of a program reads: 3 MiB less in memory.
let program: [LinkerSetting] = [
  .unsafeFlags(["-use-ld=lld", "-Xlinker", "--no-export-dynamic"], .when(platforms: [.linux], configuration: .release))
]

let package = Package(
  name: "jixiao",
  products: [.executable(name: "jixiao", targets: ["jixiao"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
  ],
  targets: [
    // Values and rules. Standard library only.
    .target(name: "Domain", swiftSettings: swift),

    // Office files and what is read out of them.
    .systemLibrary(
      name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .systemLibrary(name: "CXml", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .target(name: "OpenXML", dependencies: ["CArchive", "CXml"], swiftSettings: swift),
    .target(name: "Documents", dependencies: ["Domain", "OpenXML"], swiftSettings: swift),

    // PostgreSQL and what is kept in it.
    .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .target(name: "Postgres", dependencies: ["CPostgres"], swiftSettings: swift),
    .target(name: "Cluster", swiftSettings: swift),
    .target(name: "Embedded", exclude: ["help", "layouts", "pages"]),
    .target(name: "Store", dependencies: ["Domain", "Postgres", "Embedded"], swiftSettings: swift),

    // Channels. libcurl's setopt is variadic, so a few lines of C stand before it.
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .target(name: "CNotify", dependencies: ["CCurl"]),
    .target(
      name: "Notify", dependencies: ["CNotify", "Domain", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: swift),

    // What opens the door: passwords, codes, tokens. No network and no database.
    .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
    .systemLibrary(name: "CQR", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
    .target(
      name: "Credentials",
      dependencies: [
        "CQR", "CSodium", "Domain", .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
      ], swiftSettings: swift),

    // What is done with it.
    .target(
      name: "Scheduler", dependencies: ["Domain", "Store", .product(name: "Logging", package: "swift-log")],
      swiftSettings: swift),
    .systemLibrary(name: "CXlsx", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .systemLibrary(name: "CPango", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
    .target(
      name: "Reports", dependencies: ["CPango", "CXlsx", "Domain", "Embedded", "OpenXML"], swiftSettings: swift),
    // What may be asked and done, whatever door somebody came through, and the words of asking and answering.
    .target(name: "Contract", dependencies: ["Domain"], swiftSettings: swift),
    .target(
      name: "Desk",
      dependencies: [
        "Contract", "Credentials", "Documents", "Domain", "Notify", "OpenXML", "Reports", "Scheduler", "Store",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: swift),
    // What people see in a browser: values -> pages. No network, so that its tests link in seconds.
    .target(name: "Pages", dependencies: ["Contract", "Domain", "Reports"], swiftSettings: swift),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(
      name: "Web",
      dependencies: [
        "Contract", "CZlib", "Desk", "Domain", "Embedded", "Pages", "Reports",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HummingbirdHTTP2", package: "hummingbird"), .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"), .product(name: "NIOTLS", package: "swift-nio"),
      ], swiftSettings: swift),
    .target(
      name: "Bench",
      dependencies: [
        "Contract", "Credentials", "Desk", "Documents", "Domain", "Embedded", "Notify", "Pages", "Postgres",
        "Reports", "Scheduler", "Store", .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Hummingbird", package: "hummingbird"), .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
      ], swiftSettings: swift),
    .executableTarget(
      name: "jixiao",
      dependencies: [
        "Bench", "Cluster", "Contract", "Credentials", "Desk", "Documents", "Domain", "Embedded", "Notify", "Pages",
        "Postgres",
        "Reports", "Scheduler",
        "Store", "Web",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Hummingbird", package: "hummingbird"), .product(name: "Logging", package: "swift-log"),
      ], swiftSettings: swift, linkerSettings: program),

    // One test target per room; Domain, Documents and Reports need no database.
    .target(
      name: "TestSupport", dependencies: ["Cluster", "Domain", "Documents", "OpenXML", "Postgres", "Store"],
      path: "Tests/TestSupport", swiftSettings: swift),
    .target(name: "TestTools", path: "Tests/TestTools", swiftSettings: swift),
    .testTarget(name: "DomainTests", dependencies: ["Domain", "TestSupport"], swiftSettings: swift),
    .testTarget(name: "ContractTests", dependencies: ["Contract", "Domain"], swiftSettings: swift),
    .testTarget(
      name: "DocumentsTests", dependencies: ["Documents", "Domain", "OpenXML", "TestSupport"], swiftSettings: swift),
    .testTarget(name: "PostgresTests", dependencies: ["Postgres", "TestSupport"], swiftSettings: swift),
    .testTarget(name: "ClusterTests", dependencies: ["Cluster", "Postgres"], swiftSettings: swift),
    .testTarget(
      name: "StoreTests",
      dependencies: [
        "Contract", "Documents", "Domain", "Postgres", "Store", "TestSupport",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: swift),
    .testTarget(
      name: "ScenarioTests",
      dependencies: [
        "Contract", "Desk", "Documents", "Domain", "Postgres", "Reports", "Scheduler", "Store", "TestSupport",
      ],
      swiftSettings: swift),
    .testTarget(
      name: "ReportsTests", dependencies: ["Documents", "Domain", "Reports", "TestSupport"], swiftSettings: swift),
    .testTarget(
      name: "DeskTests",
      dependencies: [
        "Contract", "Credentials", "Desk", "Documents", "Domain", "Notify", "OpenXML", "Postgres", "Reports", "Store",
        "TestSupport", "TestTools",
      ],
      swiftSettings: swift),
    .testTarget(
      name: "SchedulerTests",
      dependencies: [
        "Documents", "Domain", "Postgres", "Scheduler", "Store", "TestSupport",
        .product(name: "Logging", package: "swift-log"),
      ], swiftSettings: swift),
    .testTarget(name: "PagesTests", dependencies: ["Contract", "Domain", "Pages", "Reports"], swiftSettings: swift),
    .testTarget(
      name: "WebTests",
      dependencies: [
        "Contract", "Credentials", "Desk", "Domain", "OpenXML", "Pages", "Postgres", "Store", "TestSupport",
        "TestTools",
        "Web",
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"), .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOEmbedded", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
      ], swiftSettings: swift),
    .testTarget(name: "NotifyTests", dependencies: ["CNotify", "Domain", "Notify"], swiftSettings: swift),
    .testTarget(
      name: "CredentialsTests",
      dependencies: [
        "Credentials", "Domain", "TestTools", .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
      ], swiftSettings: swift),
    .testTarget(name: "CommandTests", dependencies: ["Pages", "TestSupport", "jixiao"], swiftSettings: swift),
    // One trial for every refusal there is.
    .testTarget(
      name: "RefusalTests",
      dependencies: [
        "Contract", "Credentials", "Desk", "Documents", "Domain", "Notify", "OpenXML", "Postgres", "Reports",
        "Scheduler",
        "Store", "TestSupport", "jixiao", .product(name: "Crypto", package: "swift-crypto"),
      ], path: "Tests/Refusals", swiftSettings: swift),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c2x
)

// While one works on a few rooms, the tests of those are enough: JIXIAO_TESTS="WebTests PagesTests". Checks build all.
if let some = Context.environment["JIXIAO_TESTS"] {
  let names = some.split(separator: " ").map(String.init)
  package.targets.removeAll { $0.type == .test && !names.contains($0.name) }
}
