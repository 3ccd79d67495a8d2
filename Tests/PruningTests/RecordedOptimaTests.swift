import Pruning
import Testing

/// What HiGHS 1.15.1 finds for seeded problems of forty classes, written out with `lpText()`:
///
///     h = highspy.Highs(); h.setOptionValue("mip_rel_gap", 0.0); h.setOptionValue("mip_abs_gap", 0.0)
///     h.readModel("seed.lp"); h.run(); print(h.getModelStatus(), h.getInfo().objective_function_value)
///
/// Its usual relative gap of 1e-4 would record plans that are not the best. Nil: infeasible.
private let recordedOptima: [(seed: UInt64, best: Int64?)] = [
  (5000, 569),
  (5001, 766),
  (5002, 873),
  (5003, 743),
  (5004, nil),
  (5005, 807),
  (5006, 747),
  (5007, 978),
  (5008, 608),
  (5009, 452),
  (5010, 506),
  (5011, 361),
  (5012, 889),
  (5013, 730),
  (5014, 671),
  (5015, 763),
  (5016, 610),
  (5017, 1088),
  (5018, 915),
  (5019, 761),
  (5020, 581),
  (5021, 707),
  (5022, 707),
  (5023, 670),
  (5024, 952),
  (5025, 568),
  (5026, 967),
  (5027, 792),
  (5028, 571),
  (5029, 497),
  (5030, 550),
  (5031, 543),
  (5032, 854),
  (5033, 234),
  (5034, 641),
  (5035, 772),
  (5036, 876),
  (5037, 773),
  (5038, 220),
  (5039, 1094),
]

@Suite struct RecordedOptimaTests {
  @Test(arguments: recordedOptima.indices)
  func theBestIsWhatHiGHSFound(index: Int) throws {
    let (seed, best) = recordedOptima[index]
    let problem = try SmallProblem(seed: seed, classes: 40).problem
    let plan = PruningSolver.solve(problem)
    #expect(SolutionChecker(problem).check(plan).isSound, "seed \(seed)")
    #expect(plan.value == best, "seed \(seed)")
    #expect(plan.status == (best == nil ? .infeasible : .optimal), "seed \(seed)")
  }
}
