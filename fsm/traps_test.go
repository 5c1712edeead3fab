// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"context"
	"errors"
	"reflect"
	"runtime"
	"sync"
	"testing"
	"time"
	"unsafe"

	looplab "github.com/looplab/fsm"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/builtin"
)

// The traps of looplab/fsm v1.0.3. Each test shows the trap on a bare machine, in a way that cannot hang or race the
// test, and then that Confirm is not caught in it. When a release of looplab mends one, its test says so by failing.

// bare is a looplab machine of three states with callbacks.
func bare(callbacks looplab.Callbacks) *looplab.FSM {
	return looplab.NewFSM("a", looplab.Events{
		{Name: "go", Src: []string{"a"}, Dst: "b"},
		{Name: "on", Src: []string{"b"}, Dst: "c"},
	}, callbacks)
}

// lockOf reaches a mutex of a looplab machine, to ask whether it is held without waiting for it.
func lockOf[T any](f *looplab.FSM, name string) *T {
	return (*T)(unsafe.Pointer(reflect.ValueOf(f).Elem().FieldByName(name).UnsafeAddr()))
}

// wedged reports whether a machine refuses every event because a transition is said to be under way.
func wedged(t *testing.T, f *looplab.FSM) {
	t.Helper()
	var under looplab.InTransitionError
	require.ErrorAs(t, f.Event(context.Background(), "go"), &under)
	require.False(t, f.Can("go"))
	f.SetState("a")
	require.ErrorAs(t, f.Event(context.Background(), "go"), &under, "setting the state does not help")
}

// confirmed holds that the wrapper confirms a good step, that its machine has no callbacks and is left unlocked.
func confirmed(t *testing.T, m *Machine) {
	t.Helper()
	s := Subject{ID: "s-1", Filing: Filing{ID: "f-1", State: PreliminaryReview}}
	st := Step{Events: []Event{
		{Type: EventPreliminaryPassed, Command: CmdPassPreliminary, From: PreliminaryReview, To: Verification},
		{Type: EventBackdropRequested, Command: CmdRequestBackdrop, From: Verification, To: Verification},
		{Type: EventWithdrawn, Command: CmdWithdraw, From: Verification, To: Draft},
	}}
	require.NoError(t, m.Confirm(&s, &st))
	f := m.pool.Get().(*looplab.FSM)
	require.Zero(t, reflect.ValueOf(f).Elem().FieldByName("callbacks").Len(), "our machines have no callbacks")
	event, state := lockOf[sync.Mutex](f, "eventMu"), lockOf[sync.RWMutex](f, "stateMu")
	require.True(t, event.TryLock())
	event.Unlock()
	require.True(t, state.TryLock())
	state.Unlock()
	m.pool.Put(f)
}

func trapMachine(t *testing.T) *Machine {
	t.Helper()
	m, err := New(builtin.Policy(), calendar.China())
	require.NoError(t, err)
	return m
}

// Trap 1: a cancelled context wedges a machine for good.
func TestTrapCancelledContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	f := bare(nil)
	require.ErrorIs(t, f.Event(ctx, "go"), context.Canceled)
	wedged(t, f)
	require.NoError(t, f.Transition(), "and finishing it does nothing")
	require.Equal(t, "a", f.Current())
	wedged(t, f)

	// Confirm takes no context: a caller's cannot reach looplab.
	confirm := reflect.TypeFor[*Machine]()
	method, ok := confirm.MethodByName("Confirm")
	require.True(t, ok)
	for i := range method.Type.NumIn() {
		require.NotEqual(t, reflect.TypeFor[context.Context](), method.Type.In(i))
	}
	confirmed(t, trapMachine(t))
}

// TestAWedgedMachineIsDropped: should a machine ever be wedged, Confirm fails closed and the next one is fresh.
func TestAWedgedMachineIsDropped(t *testing.T) {
	m := trapMachine(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	fresh := m.pool.New
	sick := m.looplab()
	sick.SetState(PreliminaryReview.String())
	require.Error(t, sick.Event(ctx, rowKey(CmdPassPreliminary, Verification)))
	m.pool = sync.Pool{New: func() any { m.pool.New = fresh; return sick }}
	s := Subject{Filing: Filing{State: PreliminaryReview}}
	st := Step{Events: []Event{{Type: EventPreliminaryPassed, Command: CmdPassPreliminary, From: PreliminaryReview, To: Verification}}}
	require.ErrorIs(t, m.Confirm(&s, &st), ErrDivergence)
	for range 3 {
		require.NotSame(t, sick, m.pool.Get())
		require.NoError(t, m.Confirm(&s, &st))
	}
	confirmed(t, m)
}

// Trap 2: a panic in a leave_ callback leaves the same wedge.
func TestTrapPanicInLeave(t *testing.T) {
	f := bare(looplab.Callbacks{"leave_a": func(context.Context, *looplab.Event) { panic("host") }})
	require.Panics(t, func() { _ = f.Event(context.Background(), "go") })
	wedged(t, f)

	// A host's panic around Confirm, or while it holds a step, cannot reach a machine of ours.
	m := trapMachine(t)
	require.Panics(t, func() { _ = m.Confirm(nil, &Step{}) })
	confirmed(t, m)
}

// Trap 3: an asynchronous transition that is cancelled and then finished says it went well, and is wedged.
func TestTrapAsyncCancelled(t *testing.T) {
	f := bare(looplab.Callbacks{"leave_a": func(_ context.Context, e *looplab.Event) { e.Async() }})
	var async looplab.AsyncError
	require.ErrorAs(t, f.Event(context.Background(), "go"), &async)
	async.CancelTransition()
	require.NoError(t, f.Transition())
	require.Equal(t, "a", f.Current())
	wedged(t, f)

	// No row of ours can become asynchronous.
	m := trapMachine(t)
	ours := m.looplab()
	for _, r := range m.rows {
		to, err := execute(ours, r.From.String(), r.Key())
		require.False(t, errors.As(err, &async))
		require.NoError(t, err)
		require.Equal(t, r.To.String(), to)
	}
	confirmed(t, m)
}

// Trap 4: from a before_ or leave_ callback Event, Can, Transition and SetState wait for a lock the caller holds.
func TestTrapCallingBack(t *testing.T) {
	asked := 0
	check := func(_ context.Context, e *looplab.Event) {
		asked++
		require.False(t, lockOf[sync.Mutex](e.FSM, "eventMu").TryLock(), "Event, Can and Transition begin with this lock")
		require.False(t, lockOf[sync.RWMutex](e.FSM, "stateMu").TryLock(), "SetState begins with this lock")
	}
	f := bare(looplab.Callbacks{"before_event": check, "leave_state": check})
	require.NoError(t, f.Event(context.Background(), "go"))
	require.Equal(t, 2, asked)
	confirmed(t, trapMachine(t))
}

// Trap 5: the state is read without its lock after a move, so a machine that is shared runs callbacks of states it
// is no longer in. The reads themselves race; here one goroutine shows that no lock is taken and what follows.
func TestTrapUnlockedState(t *testing.T) {
	f := bare(nil)
	state := lockOf[sync.RWMutex](f, "stateMu")
	state.Lock()
	require.NotEmpty(t, looplab.Visualize(f), "drawing does not wait for the state's lock")
	state.Unlock()

	var dst, current string
	f = bare(looplab.Callbacks{
		"enter_b":     func(ctx context.Context, e *looplab.Event) { require.NoError(t, e.FSM.Event(ctx, "on")) },
		"enter_state": func(_ context.Context, e *looplab.Event) { dst, current = e.Dst, e.FSM.Current() },
	})
	require.NoError(t, f.Event(context.Background(), "go"))
	require.Equal(t, "b", dst)
	require.Equal(t, "c", current, "entering b is told after the machine left it")

	// Confirm owns its machine alone: many at once on one Machine agree, and the race detector has nothing to say.
	m := trapMachine(t)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				confirmed(t, m)
			}
		})
	}
	wg.Wait()
}

// Trap 6: a before_ callback that asks for the state while another goroutine sets it waits for ever: the reader
// waits behind the writer, which waits for the reader's own earlier lock.
func TestTrapReadingBehindAWriter(t *testing.T) {
	done := make(chan struct{})
	f := bare(looplab.Callbacks{"before_event": func(_ context.Context, e *looplab.Event) {
		state := lockOf[sync.RWMutex](e.FSM, "stateMu")
		require.True(t, state.TryRLock(), "as long as nobody writes, reading twice works")
		state.RUnlock()
		go func() {
			e.FSM.SetState("a")
			close(done)
		}()
		for state.TryRLock() {
			state.RUnlock()
			runtime.Gosched()
		}
		// Current would take this read lock now, and never get it.
	}})
	require.NoError(t, f.Event(context.Background(), "go"))
	<-done
	confirmed(t, trapMachine(t))
}

// Trap 7: an asynchronous transition runs its enter_ callbacks with the event lock held: Event there waits for ever.
func TestTrapEventDuringTransition(t *testing.T) {
	entered := false
	f := bare(looplab.Callbacks{
		"leave_a": func(_ context.Context, e *looplab.Event) { e.Async() },
		"enter_b": func(_ context.Context, e *looplab.Event) {
			entered = true
			require.False(t, lockOf[sync.Mutex](e.FSM, "eventMu").TryLock())
		},
	})
	var async looplab.AsyncError
	require.ErrorAs(t, f.Event(context.Background(), "go"), &async)
	require.NoError(t, f.Transition())
	require.True(t, entered)
	confirmed(t, trapMachine(t))
}

// TestSelfTransitionIsNoError: looplab reports a move to the same state as an error; for us it is a success.
func TestSelfTransitionIsNoError(t *testing.T) {
	f := looplab.NewFSM("a", looplab.Events{{Name: "stay", Src: []string{"a"}, Dst: "a"}}, nil)
	var same looplab.NoTransitionError
	require.ErrorAs(t, f.Event(context.Background(), "stay"), &same)
	to, err := execute(f, "a", "stay")
	require.NoError(t, err)
	require.Equal(t, "a", to)
}

// TestConfirmAfterTheHostGaveUp: a request that ran out of time still learns whether its step is sound.
func TestConfirmAfterTheHostGaveUp(t *testing.T) {
	ctx, cancel := context.WithDeadline(context.Background(), time.Unix(0, 0))
	defer cancel()
	require.Error(t, ctx.Err())
	confirmed(t, trapMachine(t))
}
