// SPDX-License-Identifier: Apache-2.0

package capacity

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestTheErrorIsTheOneThatStoppedTheOthers(t *testing.T) {
	stopped, failed := fmt.Errorf("stopped: %w", context.Canceled), errors.New("failed")
	assert.Equal(t, failed, first([]error{nil, stopped, failed, errors.New("later")}))
	assert.Equal(t, stopped, first([]error{nil, stopped, errors.Join(context.Canceled)}), "the caller stopped them all")
	assert.NoError(t, first([]error{nil, nil}))
}
