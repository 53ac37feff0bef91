package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"syscall"
	"time"
)

var bootstraps = []string{"/var/task/bootstrap", "/opt/bootstrap", "/var/runtime/bootstrap"}

const settleTime = 100 * time.Millisecond

// sandbox is the process of the runtime. One that ended is started again by the next invocation, as on AWS.
type sandbox struct {
	server  *runtimeServer
	asRoot  bool
	timeout time.Duration
	process *exec.Cmd
	exited  chan string
	initMS  float64
}

func failure(kind, message string) []byte {
	body, _ := json.Marshal(map[string]string{"errorType": kind, "errorMessage": message})
	return body
}

// start returns why the runtime is not there, in the shape of an answer; nil when it asks for an invocation.
func (b *sandbox) start(limit time.Duration) []byte {
	began := time.Now()
	if err := b.launch(); err != nil {
		return failure("Runtime.InvalidEntrypoint", err.Error())
	}
	deadline := time.After(limit)
	for {
		select {
		case event := <-b.server.events:
			if event.kind == "ready" {
				b.initMS = float64(time.Since(began).Microseconds()) / 1000
				return nil
			}
			if event.kind == "init-error" {
				b.end()
				return event.body
			}
		case reason := <-b.exited:
			b.process = nil
			return failure("Runtime.ExitError", "RequestId: "+os.Getenv("AWS_LAMBDA_LOG_STREAM_NAME")+" Error: "+reason)
		case <-deadline:
			b.end()
			return failure("Sandbox.Timedout", fmt.Sprintf("The init phase took more than %.0f seconds.", limit.Seconds()))
		}
	}
}

func (b *sandbox) launch() error {
	// What a process said that is gone.
	for len(b.server.events) > 0 {
		<-b.server.events
	}
	for _, path := range bootstraps {
		if _, err := os.Stat(path); err != nil {
			continue
		}
		process := exec.Command(path)
		process.Dir, process.Stdout, process.Stderr = "/var/task", b.server.output, b.server.output
		process.Env = append(os.Environ(), "AWS_LAMBDA_RUNTIME_API="+runtimeAPI)
		process.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
		if !b.asRoot {
			process.SysProcAttr.Credential = &syscall.Credential{Uid: sandboxUser, Gid: sandboxGroup}
		}
		if err := process.Start(); err != nil {
			return err
		}
		exited := make(chan string, 1)
		go func() { exited <- exitReason(process.Wait()) }()
		b.process, b.exited = process, exited
		return nil
	}
	return fmt.Errorf("couldn't find valid bootstrap(s): %v", bootstraps)
}

func exitReason(err error) string {
	if err == nil {
		return "Runtime exited without providing a reason"
	}
	return "Runtime exited with error: " + err.Error()
}

func (b *sandbox) end() {
	if b.process != nil {
		syscall.Kill(-b.process.Process.Pid, syscall.SIGKILL)
		<-b.exited
		b.process = nil
	}
}

// invoke returns the answer and whether it is an error; what is logged goes to the server's output.
func (b *sandbox) invoke(call invocation) ([]byte, bool) {
	began := time.Now()
	call.deadline = began.Add(b.timeout)
	fmt.Fprintf(b.server.output, "START RequestId: %s Version: %s\n", call.ID, os.Getenv("AWS_LAMBDA_FUNCTION_VERSION"))
	body, isError := b.answer(call)
	milliseconds := math.Min(float64(time.Since(began).Microseconds()), float64(b.timeout.Microseconds())) / 1000
	memory, initDuration := os.Getenv("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"), ""
	if b.initMS > 0 {
		initDuration, b.initMS = fmt.Sprintf("Init Duration: %.2f ms\t", b.initMS), 0
	}
	fmt.Fprintf(b.server.output, "END RequestId: %s\n", call.ID)
	fmt.Fprintf(b.server.output, "REPORT RequestId: %s\t%sDuration: %.2f ms\tBilled Duration: %.0f ms\tMemory Size: %s MB\tMax Memory Used: %s MB\t\n",
		call.ID, initDuration, milliseconds, math.Ceil(milliseconds), memory, memory)
	return body, isError
}

func (b *sandbox) answer(call invocation) ([]byte, bool) {
	if b.process == nil {
		if failed := b.start(time.Until(call.deadline)); failed != nil {
			return failed, true
		}
	}
	timedOut := time.After(time.Until(call.deadline))
	calls := b.server.calls
	for {
		select {
		case calls <- call:
			calls = nil
		case event := <-b.server.events:
			if event.id == call.ID {
				b.settle()
				return event.body, event.kind == "error"
			}
		case reason := <-b.exited:
			b.process = nil
			return failure("Runtime.ExitError", "RequestId: "+call.ID+" Error: "+reason), true
		case <-timedOut:
			b.end()
			return timeoutAnswer(call.ID, b.timeout), true
		}
	}
}

// settle waits until the runtime asks for its next invocation: what it has written is there by then.
func (b *sandbox) settle() {
	select {
	case <-b.server.events:
	case <-time.After(settleTime):
	}
}

func timeoutAnswer(id string, timeout time.Duration) []byte {
	message := fmt.Sprintf("%s %s Task timed out after %.2f seconds", time.Now().UTC().Format("2006-01-02T15:04:05Z"), id, timeout.Seconds())
	body, _ := json.Marshal(map[string]string{"errorMessage": message})
	return body
}
