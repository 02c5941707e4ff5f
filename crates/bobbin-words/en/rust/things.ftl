pattern-too-large = it is too large
# $number (text)
view-number = View { $number }
# $number (text)
section-number = Section { $number }
# $number (text)
card-number = Card { $number }
