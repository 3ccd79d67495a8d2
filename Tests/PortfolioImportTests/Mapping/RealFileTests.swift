import Foundation
import PortfolioCore
import Testing

@testable import PortfolioImport

@Suite struct RealFileTests {
  @Test func probe() throws {
    for path in ["cn-carrotc/cnipr-utility-models.xlsx", "cn-taian/cn-filings.xlsx", "patentr-autonomous/sumobrain_autonomous_search1.xlsx", "lens-sangamo/lens-export.csv", "patentr-autonomous/lens_autonomous_search.csv", "patentr-autonomous/google_autonomous_search.csv", "gp-nordquists/gp-search.csv", "cn-survival/cn-inventions-1999-2002-outcomes.csv"] {
      guard let file = MappingSupport.realFile(path) else { return }
      do {
        let plans = try PortfolioReader.plan(path: file, name: path, catalogue: MappingSupport.catalogue, latestYear: 2026)
        for plan in plans {
          print("==", path, plan.layout.name, plan.score, plan.runnerUp as Any, plan.headerLine, plan.dateOrders.map { "\($0.header)=\($0.order)/\($0.decided)" })
          for p in plan.problems.prefix(5) { print("  plan:", p.text(.en)) }
          let o = try MappingSupport.read(plan)
          print("  rights", o.rights.count, "refused", o.refusals.count, "warnings", o.warnings.count)
          for r in o.refusals.prefix(12) { for p in r.problems { print("   R", p.text(.en)) } }
          for w in o.warnings.prefix(8) { print("   W", w.text(.en)) }
          if let d = o.rights.first { print(d) }
          print(Dictionary(grouping: o.rights, by: { "\($0.office) \($0.kind.map{$0.rawValue} ?? "-") \($0.stage.map{$0.rawValue} ?? "-")" }).mapValues(\.count).sorted { $0.value > $1.value }.prefix(40))
        }
      } catch let list as ProblemList { for p in list.problems.prefix(5) { print("  FAIL", p.text(.en)) } }
    }
  }
}
