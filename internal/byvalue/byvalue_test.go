// SPDX-License-Identifier: Apache-2.0

package byvalue_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/icpfiling/icp/internal/byvalue"
)

func TestOf(t *testing.T) {
	second, none := time.Second, (*time.Duration)(nil)
	assert.Equal(t, second, byvalue.Of[fmt.Stringer](second))
	assert.Equal(t, second, byvalue.Of[fmt.Stringer](&second))
	assert.Nil(t, byvalue.Of[fmt.Stringer](none))
	assert.Nil(t, byvalue.Of[fmt.Stringer](nil))
	assert.Nil(t, byvalue.Of[fmt.Stringer](new(time.Location)), "by value it is none")
}
