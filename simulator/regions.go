// SPDX-License-Identifier: Apache-2.0

package simulator

// region is one province with its share of the filings.
type region struct {
	name   string
	weight int
}

// regions are the 31 provinces in the order of the national code. The sums of east (6891), centre (1849) and west
// (1261) are those published for websites at the end of 2017; the split inside each is an assumption that keeps the
// published order of the leading provinces.
var regions = [...]region{
	{"beijing", 1300},
	{"tianjin", 90},
	{"hebei", 300},
	{"shanxi", 130},
	{"inner_mongolia", 35},
	{"liaoning", 200},
	{"jilin", 69},
	{"heilongjiang", 110},
	{"shanghai", 800},
	{"jiangsu", 850},
	{"zhejiang", 750},
	{"anhui", 330},
	{"fujian", 450},
	{"jiangxi", 160},
	{"shandong", 620},
	{"henan", 430},
	{"hubei", 330},
	{"hunan", 290},
	{"guangdong", 1500},
	{"guangxi", 130},
	{"hainan", 31},
	{"chongqing", 220},
	{"sichuan", 430},
	{"guizhou", 60},
	{"yunnan", 80},
	{"tibet", 10},
	{"shaanxi", 200},
	{"gansu", 30},
	{"qinghai", 11},
	{"ningxia", 20},
	{"xinjiang", 35},
}

var regionWeights = func() weighted {
	list := make([]int, len(regions))
	for i, r := range regions {
		list[i] = r.weight
	}
	return weights(list...)
}()
