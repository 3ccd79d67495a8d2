// swift-tools-version: 6.1
import PackageDescription

// The arrows between the modules. A module may import only what stands in its own line here;
// ArchitectureTests reads this file and fails when an arrow runs back.
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "Winnow",
  products: [
    .library(name: "Winnow", targets: ["Winnow"]),
    .executable(name: "winnow", targets: ["WinnowCLI"]),
  ],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    // System libraries
    .systemLibrary(
      name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CLibZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
    .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
    .systemLibrary(
      name: "CXlsxWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),

    // The house, from the ground up
    .target(name: "PortfolioCore", dependencies: ["CLibCrypto"]),
    .target(name: "PolicyModels", dependencies: ["PortfolioCore", yams]),
    .target(
      name: "BuiltinModels", dependencies: ["PolicyModels"], plugins: ["EmbedModelsPlugin"]),
    .target(name: "PortfolioStore", dependencies: ["PortfolioCore", grdb, grdbSQLite]),
    .target(
      name: "PortfolioImport",
      dependencies: ["PortfolioCore", "PolicyModels", "CLibZip", "CExpat"]),
    .target(name: "Renewals", dependencies: ["PortfolioCore", "PolicyModels"]),
    .target(name: "Grading", dependencies: ["PortfolioCore", "PolicyModels"]),
    .target(name: "Valuation", dependencies: ["PortfolioCore", "PolicyModels"]),
    .target(name: "Pruning", dependencies: ["PortfolioCore"]),
    .target(name: "Survival", dependencies: ["PortfolioCore", "PolicyModels"]),
    .target(name: "Scoring", dependencies: ["PortfolioCore", "PolicyModels", "Grading"]),
    .target(
      name: "PortfolioReview",
      dependencies: [
        "PortfolioCore", "PolicyModels", "PortfolioStore", "Renewals", "Grading", "Valuation",
        "Pruning", "Survival", "Scoring",
      ]),
    .target(
      name: "PledgeFinance",
      dependencies: [
        "PortfolioCore", "PolicyModels", "PortfolioStore", "Renewals", "Grading", "Valuation", "Pruning",
        "PortfolioReview",
      ]),
    .target(
      name: "Reporting",
      dependencies: [
        "PortfolioCore", "PolicyModels", "Renewals", "Grading", "Valuation", "Pruning", "Survival", "Scoring",
        "PortfolioReview", "PledgeFinance", "CXlsxWriter", "CLibZip",
      ]),
    .target(
      name: "Winnow",
      dependencies: [
        "PortfolioCore", "PolicyModels", "BuiltinModels", "PortfolioStore", "PortfolioImport",
        "Renewals", "Grading", "Valuation", "Pruning", "Survival", "Scoring", "PortfolioReview",
        "PledgeFinance",
        "Reporting",
      ]),

    // Programs
    .executableTarget(name: "WinnowCLI", dependencies: ["Winnow", argumentParser]),
    .executableTarget(
      name: "winnow-bench", dependencies: ["Winnow", grdbSQLite], path: "Sources/WinnowBench"),
    .executableTarget(
      name: "sample-generator", dependencies: ["PortfolioCore", "PortfolioImport"],
      path: "Sources/SampleGenerator"),
    .executableTarget(name: "model-embedder", path: "Sources/ModelEmbedder"),
    .plugin(
      name: "EmbedModelsPlugin", capability: .buildTool(), dependencies: ["model-embedder"],
      path: "Sources/EmbedModelsPlugin"),

    // Tests
    .target(
      name: "TestSupport", dependencies: ["Winnow"], path: "Tests/TestSupport"),
    .testTarget(name: "PortfolioCoreTests", dependencies: ["PortfolioCore", "TestSupport"]),
    .testTarget(
      name: "PolicyModelsTests", dependencies: ["PolicyModels", "BuiltinModels", "TestSupport"]),
    .testTarget(name: "PortfolioStoreTests", dependencies: ["PortfolioStore", "TestSupport"]),
    .testTarget(
      name: "PortfolioImportTests",
      dependencies: ["PortfolioImport", "BuiltinModels", "TestSupport"]),
    .testTarget(
      name: "RenewalsTests", dependencies: ["Renewals", "BuiltinModels", "TestSupport"]),
    .testTarget(
      name: "GradingTests", dependencies: ["Grading", "BuiltinModels", "TestSupport"], exclude: ["Broken"]),
    .testTarget(name: "PruningTests", dependencies: ["Pruning", "PortfolioCore"]),
    .testTarget(
      name: "ValuationTests", dependencies: ["Valuation", "BuiltinModels", "TestSupport"]),
    .testTarget(name: "SurvivalTests", dependencies: ["Survival"]),
    .testTarget(name: "ScoringTests", dependencies: ["Scoring", "Grading", "BuiltinModels"]),
    .testTarget(
      name: "PortfolioReviewTests", dependencies: ["PortfolioReview", "Winnow", "TestSupport"]),
    .testTarget(
      name: "PledgeFinanceTests", dependencies: ["PledgeFinance", "Winnow", "TestSupport"],
      exclude: ["Golden"]),
    .testTarget(
      name: "ReportingTests", dependencies: ["Reporting", "Winnow", "TestSupport"], exclude: ["Golden"]),
    .testTarget(name: "WinnowTests", dependencies: ["Winnow", "TestSupport"], exclude: ["Golden"]),
    .testTarget(
      name: "CommandLineTests", dependencies: ["WinnowCLI", "TestSupport"], exclude: ["Transcripts"]),
    .testTarget(
      name: "ModelTests", dependencies: ["Winnow", "PortfolioCore", "sample-generator", "TestSupport"]),
    .testTarget(name: "ArchitectureTests", dependencies: ["TestSupport"]),
  ],
  swiftLanguageModes: [.v6]
)

// One place for the language features of every target.
for target in package.targets where [.regular, .executable, .test].contains(target.type) {
  var settings = target.swiftSettings ?? []
  settings.append(.enableUpcomingFeature("ExistentialAny"))
  settings.append(.enableUpcomingFeature("MemberImportVisibility"))
  if target.type != .test && target.name != "TestSupport" {
    settings.append(.enableUpcomingFeature("InternalImportsByDefault"))
  }
  target.swiftSettings = settings
}
