internal import Foundation

// The two functions of Foundation that the module needs, under names that say what they are.

func exponential(_ x: Double) -> Double { exp(x) }

func logarithm(_ x: Double) -> Double { log(x) }

func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

func logarithmOfOneMore(_ x: Double) -> Double { log1p(x) }
