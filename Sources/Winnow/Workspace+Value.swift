internal import PortfolioCore
public import PortfolioReview
internal import PortfolioStore
internal import Reporting

extension Workspace {
  /// A valuer of a run's rights and products.
  /// - Parameters:
  ///   - seed: of the simulations; the same seed gives the same figures.
  ///   - draws: of each simulation.
  /// - Throws: ``ProblemList`` when a model does not load.
  public func valuer(of run: ReviewRun, seed: UInt64 = 20_260_101, draws: Int = 10_000) throws -> AssetValuer
  {
    try AssetValuer(run: run, store: store, catalogue: catalogue, seed: seed, draws: draws)
  }

  /// The rows of the rights of a family.
  /// - Throws: ``ProblemList`` when the portfolio has no family of that name.
  public func rows(ofFamily name: String, in run: ReviewRun) throws -> [Int] {
    let outlook = try feeOutlook(asOf: run.asOf)
    let ids = Set(
      outlook.families.indices.filter { outlook.families[$0] == name }.map { outlook.table.rightIDs[$0] })
    let rows = run.table.rightIDs.indices.filter { ids.contains(run.table.rightIDs[$0]) }
    guard !rows.isEmpty else {
      throw ProblemList(
        Problem(
          .noSuchProduct, value: name, zh: "组合中没有这个同族", en: "The portfolio has no family of this name",
          remedy: BilingualText(zh: "同族编号见 families 表", en: "Families stand in table families")))
    }
    return rows
  }

  /// The value of a product's bundle of rights.
  /// - Throws: ``ProblemList`` when there is no product of that code.
  public func value(ofProduct code: String, by valuer: AssetValuer) throws -> AssetValue {
    guard let product = valuer.ledger.products.first(where: { $0.code == code }) else {
      let known = valuer.ledger.products.prefix(12).map(\.code).joined(separator: ", ")
      throw ProblemList(
        Problem(
          .noSuchProduct, value: code, zh: "没有这个产品", en: "There is no product of this code",
          remedy: BilingualText(
            zh: known.isEmpty ? "先导入 products 表" : "现有：\(known)",
            en: known.isEmpty ? "Import table products first" : "Known: \(known)")))
    }
    return valuer.value(product: product)
  }
}
